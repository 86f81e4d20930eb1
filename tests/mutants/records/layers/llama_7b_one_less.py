"""LLaMA 7B's record states a layer less."""

from tests.mutants.changing import state

MUTANT = state("llama-7b", layers=31)
