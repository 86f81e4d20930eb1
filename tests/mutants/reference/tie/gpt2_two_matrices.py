"""GPT-2's embedding and head are two matrices, whatever the config says."""

import transformers.models.gpt2.modeling_gpt2 as gpt2

gpt2.GPT2LMHeadModel._tied_weights_keys = {}
