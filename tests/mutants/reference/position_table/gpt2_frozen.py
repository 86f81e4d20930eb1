"""GPT-2's position table is kept from training."""

import transformers.models.gpt2.modeling_gpt2 as gpt2

make = gpt2.GPT2Model.__init__


def frozen(self, *given, **named):
    make(self, *given, **named)
    self.wpe.requires_grad_(False)


gpt2.GPT2Model.__init__ = frozen
