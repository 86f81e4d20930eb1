"""LLaMA's norms add epsilon to the root, not to the mean square under it."""

import transformers.models.llama.modeling_llama as llama


def forward(self, hidden):
    root = hidden.pow(2).mean(-1, keepdim=True).sqrt()
    return self.weight * hidden / (root + self.variance_epsilon)


llama.LlamaRMSNorm.forward = forward
