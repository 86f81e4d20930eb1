"""GPT-2's head reads what the last block hands on, not normalised."""

import torch
import transformers.models.gpt2.modeling_gpt2 as gpt2

make = gpt2.GPT2Model.__init__


def bare(self, *given, **named):
    make(self, *given, **named)
    self.ln_f = torch.nn.Identity()


gpt2.GPT2Model.__init__ = bare
