"""The first matrix of GPT-2's feed-forward network adds no bias, though it has one."""

import transformers.models.gpt2.modeling_gpt2 as gpt2

make = gpt2.GPT2MLP.__init__


def unbiased(self, *given, **named):
    make(self, *given, **named)
    self.c_fc.register_forward_hook(lambda module, args, out: out - module.bias)


gpt2.GPT2MLP.__init__ = unbiased
