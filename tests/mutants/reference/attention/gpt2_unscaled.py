"""GPT-2's scores are not divided by the root of the head's width."""

import transformers.models.gpt2.modeling_gpt2 as gpt2

attend = gpt2.eager_attention_forward


def forward(*given, **named):
    return attend(*given, **named | {"scaling": 1.0})


gpt2.eager_attention_forward = forward
