"""LLaMA's gate is a GELU."""

import torch
import transformers.models.llama.modeling_llama as llama

make = llama.LlamaMLP.__init__


def changed(self, config):
    make(self, config)
    self.act_fn = torch.nn.GELU()


llama.LlamaMLP.__init__ = changed
