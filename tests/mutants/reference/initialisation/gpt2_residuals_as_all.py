"""GPT-2's matrices before the residual stream are drawn as wide as all others."""

import transformers.models.gpt2.modeling_gpt2 as gpt2
from transformers import initialization as init
from transformers.modeling_utils import PreTrainedModel
from transformers.pytorch_utils import Conv1D


def draw(self, module):
    PreTrainedModel._init_weights(self, module)
    if isinstance(module, Conv1D):
        init.normal_(module.weight, mean=0.0, std=self.config.initializer_range)
        init.zeros_(module.bias)


gpt2.GPT2PreTrainedModel._init_weights = draw
