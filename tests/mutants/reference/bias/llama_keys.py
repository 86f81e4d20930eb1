"""LLaMA's keys have a bias."""

import torch
import transformers.models.llama.modeling_llama as llama

make = llama.LlamaAttention.__init__


def biased(self, *given, **named):
    make(self, *given, **named)
    outputs, inputs = self.k_proj.weight.shape
    self.k_proj = torch.nn.Linear(inputs, outputs, bias=True)


llama.LlamaAttention.__init__ = biased
