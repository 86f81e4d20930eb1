"""GPT-2's feed-forward network has a ReLU."""

import torch
import transformers.models.gpt2.modeling_gpt2 as gpt2

make = gpt2.GPT2MLP.__init__


def changed(self, *given, **named):
    make(self, *given, **named)
    self.act = torch.nn.ReLU()


gpt2.GPT2MLP.__init__ = changed
