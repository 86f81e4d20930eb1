"""LLaMA 13B's record states a GELU."""

from tests.mutants.changing import state

MUTANT = state("llama-13b", activation="gelu")
