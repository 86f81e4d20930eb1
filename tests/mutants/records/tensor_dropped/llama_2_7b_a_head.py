"""The head is dropped from Llama 2 7B's list of tensors."""

from tests.mutants.changing import list_without

MUTANT = list_without("llama-2-7b", "lm_head.weight")
