"""GPT-2's norms take the mean away and add no bias."""

import torch
import transformers.models.gpt2.modeling_gpt2 as gpt2


class Unbiased(torch.nn.LayerNorm):
    def forward(self, hidden):
        return super().forward(hidden) - self.bias


class Library:
    """What GPT-2's module knows as `nn`, with another LayerNorm."""

    LayerNorm = Unbiased

    def __getattr__(self, name):
        return getattr(torch.nn, name)


gpt2.nn = Library()
