"""Llama 3 8B's record states half the deviation to start from."""

from tests.mutants.changing import state

MUTANT = state("llama-3-8b", initializer_range=0.01)
