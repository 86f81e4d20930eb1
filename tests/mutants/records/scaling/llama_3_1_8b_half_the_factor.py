"""Llama 3.1 8B's record states half the factor of its scaling."""

from tests.mutants.changing import scale

MUTANT = scale("llama-3.1-8b", factor=4.0)
