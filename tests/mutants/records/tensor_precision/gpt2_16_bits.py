"""A matrix of the small GPT-2 is listed in 16 bits."""

from tests.mutants.changing import reprecise

MUTANT = reprecise("gpt2", "wte.weight", "F16")
