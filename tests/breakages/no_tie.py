"""Embedding and head are two matrices, whatever the config says."""

import transformers.models.gpt2.modeling_gpt2 as gpt2
import transformers.models.llama.modeling_llama as llama

gpt2.GPT2LMHeadModel._tied_weights_keys = {}
llama.LlamaForCausalLM._tied_weights_keys = {}
