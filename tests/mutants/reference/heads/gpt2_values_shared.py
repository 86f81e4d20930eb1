"""All query heads of GPT-2 read the values of the first, each by keys of its own."""

import transformers.models.gpt2.modeling_gpt2 as gpt2

attend = gpt2.eager_attention_forward


def forward(module, query, key, value, *given, **named):
    return attend(module, query, key, value[:, :1].expand_as(value), *given, **named)


gpt2.eager_attention_forward = forward
