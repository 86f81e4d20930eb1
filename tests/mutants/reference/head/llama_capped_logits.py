"""LLaMA's logits are capped at 30 by a hyperbolic tangent."""

import torch
import transformers.models.llama.modeling_llama as llama

make = llama.LlamaForCausalLM.__init__


def capped(self, config):
    make(self, config)
    self.lm_head.register_forward_hook(lambda module, args, out: 30 * torch.tanh(out / 30))


llama.LlamaForCausalLM.__init__ = capped
