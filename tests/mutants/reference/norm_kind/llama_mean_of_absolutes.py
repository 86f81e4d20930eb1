"""LLaMA's norms divide by the mean of the absolutes, not by the root of the mean square."""

import transformers.models.llama.modeling_llama as llama


def forward(self, hidden):
    return self.weight * hidden / (hidden.abs().mean(-1, keepdim=True) + self.variance_epsilon)


llama.LlamaRMSNorm.forward = forward
