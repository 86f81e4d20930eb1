"""LLaMA's embedding and head are one matrix, whatever the config says."""

import transformers.models.llama.modeling_llama as llama

make = llama.LlamaForCausalLM.__init__


def shared(self, config):
    config.tie_word_embeddings = True
    make(self, config)


llama.LlamaForCausalLM.__init__ = shared
