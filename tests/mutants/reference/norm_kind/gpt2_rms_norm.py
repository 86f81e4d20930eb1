"""GPT-2's norms take no mean away and add no bias."""

import torch
import transformers.models.gpt2.modeling_gpt2 as gpt2


def uncentred(self, hidden):
    return torch.nn.functional.rms_norm(hidden, self.normalized_shape, self.weight, self.eps)


class Uncentred(torch.nn.LayerNorm):
    forward = uncentred


class Library:
    """What GPT-2's module knows as `nn`, with another LayerNorm."""

    LayerNorm = Uncentred

    def __getattr__(self, name):
        return getattr(torch.nn, name)


gpt2.nn = Library()
