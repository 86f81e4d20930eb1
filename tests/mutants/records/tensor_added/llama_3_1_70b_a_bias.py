"""A bias is added to Llama 3.1 70B's list of tensors."""

from tests.mutants.changing import list_with

MUTANT = list_with("llama-3.1-70b", "model.layers.0.self_attn.q_proj.bias")
