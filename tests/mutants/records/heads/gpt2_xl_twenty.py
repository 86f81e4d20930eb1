"""GPT-2 XL's record states twenty heads."""

from tests.mutants.changing import state

MUTANT = state("gpt2-xl", query_heads=20)
