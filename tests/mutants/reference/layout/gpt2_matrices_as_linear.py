"""GPT-2 makes queries, keys and values by a matrix that is stored the other way round."""

import torch
import transformers.models.gpt2.modeling_gpt2 as gpt2

make = gpt2.GPT2Attention.__init__


def turned(self, *given, **named):
    make(self, *given, **named)
    self.c_attn = torch.nn.Linear(self.embed_dim, 3 * self.embed_dim)


gpt2.GPT2Attention.__init__ = turned
