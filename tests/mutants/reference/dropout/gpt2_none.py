"""GPT-2 drops nothing while it trains, whatever the config says."""

import transformers.models.gpt2.modeling_gpt2 as gpt2

make = gpt2.GPT2LMHeadModel.__init__


def undropped(self, config):
    config.embd_pdrop = config.attn_pdrop = config.resid_pdrop = 0.0
    make(self, config)


gpt2.GPT2LMHeadModel.__init__ = undropped
