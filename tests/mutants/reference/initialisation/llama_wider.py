"""LLaMA's matrices are drawn half as wide again as the config states."""

import transformers.models.llama.modeling_llama as llama

draw = llama.LlamaPreTrainedModel._init_weights


def wider(self, module):
    was = self.config.initializer_range
    self.config.initializer_range = 1.5 * was
    try:
        draw(self, module)
    finally:
        self.config.initializer_range = was


llama.LlamaPreTrainedModel._init_weights = wider
