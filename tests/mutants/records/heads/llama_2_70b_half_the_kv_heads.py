"""Llama 2 70B's record states half the key-value heads."""

from tests.mutants.changing import state

MUTANT = state("llama-2-70b", kv_heads=4)
