"""All query heads of GPT-2 read the first key-value head."""

import transformers.models.gpt2.modeling_gpt2 as gpt2

attend = gpt2.eager_attention_forward


def forward(module, query, key, value, *given, **named):
    return attend(module, query, _first(key), _first(value), *given, **named)


def _first(heads):
    return heads[:, :1].expand(-1, heads.shape[1], -1, -1)


gpt2.eager_attention_forward = forward
