"""LLaMA's SiLU bends a tenth more sharply."""

import torch
import transformers.models.llama.modeling_llama as llama

make = llama.LlamaMLP.__init__


class Sharper(torch.nn.Module):
    def forward(self, x):
        return x * torch.sigmoid(1.1 * x)


def changed(self, config):
    make(self, config)
    self.act_fn = Sharper()


llama.LlamaMLP.__init__ = changed
