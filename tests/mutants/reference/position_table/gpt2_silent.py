"""GPT-2's position table adds nothing."""

import transformers.models.gpt2.modeling_gpt2 as gpt2

make = gpt2.GPT2Model.__init__


def silent(self, *given, **named):
    make(self, *given, **named)
    self.wpe.register_forward_hook(lambda module, args, out: out * 0)


gpt2.GPT2Model.__init__ = silent
