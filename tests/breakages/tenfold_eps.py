"""Every norm adds ten times the epsilon that its config states."""

import torch
import transformers.models.gpt2.modeling_gpt2 as gpt2
import transformers.models.llama.modeling_llama as llama

make = llama.LlamaRMSNorm.__init__


def coarser(self, size, eps=1e-6):
    make(self, size, eps * 10)


class Coarser(torch.nn.LayerNorm):
    def __init__(self, size, eps=1e-5, **named):
        super().__init__(size, eps * 10, **named)


class Library:
    """What GPT-2's module knows as `nn`, with another LayerNorm."""

    LayerNorm = Coarser

    def __getattr__(self, name):
        return getattr(torch.nn, name)


llama.LlamaRMSNorm.__init__ = coarser
gpt2.nn = Library()
