"""LLaMA's positions are counted from one, where they should be from zero."""

import transformers.models.llama.modeling_llama as llama

forward = llama.LlamaRotaryEmbedding.forward
llama.LlamaRotaryEmbedding.forward = lambda self, x, position_ids: forward(
    self, x, position_ids + 1
)
