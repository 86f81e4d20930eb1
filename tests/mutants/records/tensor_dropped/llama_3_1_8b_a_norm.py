"""The last norm is dropped from Llama 3.1 8B's list of tensors."""

from tests.mutants.changing import list_without

MUTANT = list_without("llama-3.1-8b", "model.norm.weight")
