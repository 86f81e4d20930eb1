"""GPT-2's position table has two rows more than its context."""

import torch
import transformers.models.gpt2.modeling_gpt2 as gpt2

make = gpt2.GPT2Model.__init__


def longer(self, config):
    make(self, config)
    self.wpe = torch.nn.Embedding(config.max_position_embeddings + 2, self.embed_dim)


gpt2.GPT2Model.__init__ = longer
