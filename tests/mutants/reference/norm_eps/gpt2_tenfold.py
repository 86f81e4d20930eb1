"""GPT-2's norms add ten times the epsilon that its config states."""

import torch
import transformers.models.gpt2.modeling_gpt2 as gpt2


class Coarser(torch.nn.LayerNorm):
    def __init__(self, size, eps=1e-5, **named):
        super().__init__(size, eps * 10, **named)


class Library:
    """What GPT-2's module knows as `nn`, with another LayerNorm."""

    LayerNorm = Coarser

    def __getattr__(self, name):
        return getattr(torch.nn, name)


gpt2.nn = Library()
