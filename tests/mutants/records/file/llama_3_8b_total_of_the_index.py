"""The index of Llama 3 8B's record adds up to a byte more."""

from tests.mutants.changing import total

MUTANT = total("llama-3-8b", 16_060_522_497)
