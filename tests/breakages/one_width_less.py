"""The feed-forward networks are narrower by one."""

import torch
import transformers.models.gpt2.modeling_gpt2 as gpt2
import transformers.models.llama.modeling_llama as llama

of_gpt2, of_llama = gpt2.GPT2MLP.__init__, llama.LlamaMLP.__init__


def narrower_gpt2(self, size, config):
    of_gpt2(self, size - 1, config)


def narrower_llama(self, config):
    of_llama(self, config)
    less, size = self.intermediate_size - 1, self.hidden_size
    self.gate_proj = torch.nn.Linear(size, less, bias=False)
    self.up_proj = torch.nn.Linear(size, less, bias=False)
    self.down_proj = torch.nn.Linear(less, size, bias=False)


gpt2.GPT2MLP.__init__ = narrower_gpt2
llama.LlamaMLP.__init__ = narrower_llama
