"""LLaMA's attention weighs by a kernel that could be summed up."""

import torch
import transformers.models.llama.modeling_llama as llama


def linear(module, query, key, value, attention_mask, **named):
    times = query.shape[1] // key.shape[1]
    key, value = (it.repeat_interleave(times, dim=1) for it in (key, value))
    queries, keys = (torch.nn.functional.elu(it) + 1 for it in (query, key))
    weights = queries @ keys.transpose(-1, -2)
    if attention_mask is not None:
        weights = weights * (attention_mask == 0)
    weights = weights / weights.sum(-1, keepdim=True)
    return (weights @ value).transpose(1, 2).contiguous(), weights


llama.eager_attention_forward = linear
