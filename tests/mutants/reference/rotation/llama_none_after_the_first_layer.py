"""Only the first layer of LLaMA turns its keys."""

import torch
import transformers.models.llama.modeling_llama as llama

forward = llama.LlamaAttention.forward


def still(self, hidden_states, position_embeddings=None, **named):
    if self.layer_idx:
        cosines, sines = position_embeddings
        position_embeddings = torch.ones_like(cosines), torch.zeros_like(sines)
    return forward(self, hidden_states, position_embeddings=position_embeddings, **named)


llama.LlamaAttention.forward = still
