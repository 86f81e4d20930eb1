"""Llama 2 13B's record states eight key-value heads."""

from tests.mutants.changing import state

MUTANT = state("llama-2-13b", kv_heads=8)
