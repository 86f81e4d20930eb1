"""LLaMA's pairs turn as another base would make them."""

import torch
import transformers.models.llama.modeling_llama as llama

forward = llama.LlamaRotaryEmbedding.forward


def bent(self, x, position_ids):
    # As it is made, the library computes the frequencies a second time.
    if not hasattr(self, "is_bent"):
        self.is_bent = True
        pairs = len(self.inv_freq)
        self.inv_freq = self.inv_freq * 0.9 ** (torch.arange(pairs) / pairs)
    return forward(self, x, position_ids)


llama.LlamaRotaryEmbedding.forward = bent
