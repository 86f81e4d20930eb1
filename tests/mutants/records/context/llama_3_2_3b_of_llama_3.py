"""Llama 3.2 3B's record states the context of Llama 3."""

from tests.mutants.changing import state

MUTANT = state("llama-3.2-3b", context=8192)
