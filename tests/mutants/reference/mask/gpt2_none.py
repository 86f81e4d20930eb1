"""Every token of GPT-2 sees every other."""

import transformers.models.gpt2.modeling_gpt2 as gpt2

attend = gpt2.eager_attention_forward


def forward(module, query, key, value, attention_mask, **named):
    return attend(module, query, key, value, None, **named)


gpt2.eager_attention_forward = forward
