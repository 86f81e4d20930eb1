"""GPT-2's feed-forward network has nothing between its two matrices."""

import torch
import transformers.models.gpt2.modeling_gpt2 as gpt2

make = gpt2.GPT2MLP.__init__


def changed(self, *given, **named):
    make(self, *given, **named)
    self.act = torch.nn.Identity()


gpt2.GPT2MLP.__init__ = changed
