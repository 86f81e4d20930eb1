"""LLaMA 7B's record states ten times the base."""

from tests.mutants.changing import state

MUTANT = state("llama-7b", rope_theta=100000.0)
