"""Blocks normalise after each sublayer."""

import transformers.models.gpt2.modeling_gpt2 as gpt2
import transformers.models.llama.modeling_llama as llama

from claims._probes.patches.post_norm import patch


def behind(block):
    make = block.__init__

    def moved(self, *given, **named):
        make(self, *given, **named)
        patch(self)

    block.__init__ = moved


behind(gpt2.GPT2Block)
behind(llama.LlamaDecoderLayer)
