"""A matrix of the small GPT-2 is listed transposed."""

from tests.mutants.changing import reshape

MUTANT = reshape("gpt2", "h.0.attn.c_attn.weight", (2304, 768))
