"""GPT-2's scores are also divided by the number of the layer."""

import transformers.models.gpt2.modeling_gpt2 as gpt2

make = gpt2.GPT2Attention.__init__


def weaker(self, *given, **named):
    make(self, *given, **named)
    self.scaling /= self.layer_idx + 1


gpt2.GPT2Attention.__init__ = weaker
