"""Llama 3.1 405B's record states heads half as wide."""

from tests.mutants.changing import state

MUTANT = state("llama-3.1-405b", head_width=64)
