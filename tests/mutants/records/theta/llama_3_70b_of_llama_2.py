"""Llama 3 70B's record states the base of Llama 2."""

from tests.mutants.changing import state

MUTANT = state("llama-3-70b", rope_theta=10000.0)
