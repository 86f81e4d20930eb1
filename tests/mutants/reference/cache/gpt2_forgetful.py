"""GPT-2's attention keeps nothing of the tokens before."""

import transformers.models.gpt2.modeling_gpt2 as gpt2

forward = gpt2.GPT2Attention.forward


def forgetting(self, *given, **named):
    return forward(self, *given, **named | {"past_key_values": None})


gpt2.GPT2Attention.forward = forgetting
