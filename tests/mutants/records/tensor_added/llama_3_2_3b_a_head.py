"""A head of its own is added to Llama 3.2 3B's list of tensors."""

from tests.mutants.changing import list_with

MUTANT = list_with("llama-3.2-3b", "lm_head.weight")
