"""LLaMA's norms add ten times the epsilon that its config states."""

import transformers.models.llama.modeling_llama as llama

make = llama.LlamaRMSNorm.__init__


def coarser(self, size, eps=1e-6):
    make(self, size, eps * 10)


llama.LlamaRMSNorm.__init__ = coarser
