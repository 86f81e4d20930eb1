"""LLaMA's head has a bias."""

import torch
import transformers.models.llama.modeling_llama as llama

make = llama.LlamaForCausalLM.__init__


def biased(self, config):
    make(self, config)
    self.lm_head = torch.nn.Linear(config.hidden_size, config.vocab_size, bias=True)


llama.LlamaForCausalLM.__init__ = biased
