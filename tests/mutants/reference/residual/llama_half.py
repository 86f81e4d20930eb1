"""LLaMA's sublayers add half of what they make."""

import transformers.models.llama.modeling_llama as llama

attend, feed = llama.LlamaAttention.forward, llama.LlamaMLP.forward


def less(self, *given, **named):
    made, weights = attend(self, *given, **named)
    return made / 2, weights


llama.LlamaAttention.forward = less
llama.LlamaMLP.forward = lambda self, x: feed(self, x) / 2
