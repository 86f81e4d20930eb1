"""GPT-2's feed-forward network is narrower by one."""

import transformers.models.gpt2.modeling_gpt2 as gpt2

make = gpt2.GPT2MLP.__init__


def narrower(self, size, config):
    make(self, size - 1, config)


gpt2.GPT2MLP.__init__ = narrower
