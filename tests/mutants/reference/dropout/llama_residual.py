"""LLaMA's feed-forward network drops a tenth while it trains."""

import torch
import transformers.models.llama.modeling_llama as llama

forward = llama.LlamaMLP.forward


def dropped(self, x):
    return torch.nn.functional.dropout(forward(self, x), 0.1, self.training)


llama.LlamaMLP.forward = dropped
