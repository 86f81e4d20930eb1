"""LLaMA's pairs turn as another base would make them."""

import torch
import transformers.models.llama.modeling_llama as llama

make = llama.LlamaRotaryEmbedding.__init__


def bent(self, *given, **named):
    make(self, *given, **named)
    pairs = len(self.inv_freq)
    self.inv_freq = self.inv_freq * 0.9 ** (torch.arange(pairs) / pairs)


llama.LlamaRotaryEmbedding.__init__ = bent
