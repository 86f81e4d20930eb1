"""LLaMA's feed-forward network is narrower by one."""

import torch
import transformers.models.llama.modeling_llama as llama

make = llama.LlamaMLP.__init__


def narrower(self, config):
    make(self, config)
    less, size = self.intermediate_size - 1, self.hidden_size
    self.gate_proj = torch.nn.Linear(size, less, bias=False)
    self.up_proj = torch.nn.Linear(size, less, bias=False)
    self.down_proj = torch.nn.Linear(less, size, bias=False)


llama.LlamaMLP.__init__ = narrower
