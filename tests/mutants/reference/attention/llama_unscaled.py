"""LLaMA's scores are not divided by the root of the head's width."""

import transformers.models.llama.modeling_llama as llama

attend = llama.eager_attention_forward


def forward(*given, **named):
    return attend(*given, **named | {"scaling": 1.0})


llama.eager_attention_forward = forward
