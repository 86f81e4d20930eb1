"""GPT-2 Large's record states half the deviation to start from."""

from tests.mutants.changing import state

MUTANT = state("gpt2-large", initializer_range=0.01)
