"""The keys of a layer of Llama 3 8B are counted transposed."""

from tests.mutants.changing import recount

MUTANT = recount("llama-3-8b", "model.layers.0.self_attn.k_proj.weight", (4096, 1024))
