"""Llama 3 70B's record states the epsilon of LLaMA 1."""

from tests.mutants.changing import state

MUTANT = state("llama-3-70b", norm_eps=1e-06)
