"""LLaMA 65B's record states a token more."""

from tests.mutants.changing import state

MUTANT = state("llama-65b", vocabulary=32001)
