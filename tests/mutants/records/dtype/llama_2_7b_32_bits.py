"""Llama 2 7B's record states weights of 32 bits."""

from tests.mutants.changing import state

MUTANT = state("llama-2-7b", dtype="float32")
