"""LLaMA's norms multiply by one more than their gain."""

import transformers.models.llama.modeling_llama as llama

forward = llama.LlamaRMSNorm.forward


def more(self, hidden):
    made = forward(self, hidden)
    return made + made / self.weight


llama.LlamaRMSNorm.forward = more
