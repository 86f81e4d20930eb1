"""Llama 3.3 70B's record states half the query heads, as wide as before."""

from tests.mutants.changing import state

MUTANT = state("llama-3.3-70b", query_heads=32)
