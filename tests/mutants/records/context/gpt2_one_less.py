"""The small GPT-2's record states a position less."""

from tests.mutants.changing import state

MUTANT = state("gpt2", context=1023)
