"""The queries of a layer are dropped from Llama 2 13B's list of tensors."""

from tests.mutants.changing import list_without

MUTANT = list_without("llama-2-13b", "model.layers.7.self_attn.q_proj.weight")
