"""GPT-2's position table holds sinusoids that no training changes."""

import transformers.models.gpt2.modeling_gpt2 as gpt2

from claims._probes.patches.sinusoids import patch

forward = gpt2.GPT2Model.forward


def fixed(self, *given, **named):
    if not hasattr(self, "is_fixed"):
        self.is_fixed = True
        self.wpe = patch(self.wpe)
    return forward(self, *given, **named)


gpt2.GPT2Model.forward = fixed
