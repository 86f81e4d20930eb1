"""Llama 3 8B's record states the vocabulary of Llama 2."""

from tests.mutants.changing import state

MUTANT = state("llama-3-8b", vocabulary=32000)
