"""LLaMA 30B's record states a layer more."""

from tests.mutants.changing import state

MUTANT = state("llama-30b", layers=61)
