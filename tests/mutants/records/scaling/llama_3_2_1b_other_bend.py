"""Llama 3.2 1B's record states twice the low-frequency factor of its scaling."""

from tests.mutants.changing import scale

MUTANT = scale("llama-3.2-1b", low_freq_factor=2.0)
