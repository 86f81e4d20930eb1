"""LLaMA's scores also fall with the distance."""

import torch
import transformers.models.llama.modeling_llama as llama

attend = llama.eager_attention_forward


def forward(module, query, key, value, attention_mask, **named):
    queries, keys = query.shape[2], key.shape[2]
    apart = torch.arange(keys - queries, keys)[:, None] - torch.arange(keys)
    slope = -0.1 * apart.clamp(min=0).to(query.dtype)
    mask = slope if attention_mask is None else attention_mask + slope
    return attend(module, query, key, value, mask, **named)


llama.eager_attention_forward = forward
