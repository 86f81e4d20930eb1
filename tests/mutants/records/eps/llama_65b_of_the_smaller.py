"""LLaMA 65B's record states the epsilon of the smaller sizes."""

from tests.mutants.changing import state

MUTANT = state("llama-65b", norm_eps=1e-06)
