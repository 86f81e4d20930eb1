"""The small GPT-2's record states a token less."""

from tests.mutants.changing import state

MUTANT = state("gpt2", vocabulary=50256)
