"""A bias is dropped from the small GPT-2's list of tensors."""

from tests.mutants.changing import list_without

MUTANT = list_without("gpt2", "h.5.mlp.c_fc.bias")
