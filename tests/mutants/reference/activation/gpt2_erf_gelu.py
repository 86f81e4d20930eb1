"""GPT-2's GELU is computed by the error function."""

import torch
import transformers.models.gpt2.modeling_gpt2 as gpt2

make = gpt2.GPT2MLP.__init__


def changed(self, *given, **named):
    make(self, *given, **named)
    self.act = torch.nn.GELU(approximate="none")


gpt2.GPT2MLP.__init__ = changed
