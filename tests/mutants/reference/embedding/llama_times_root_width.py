"""LLaMA's embeddings are multiplied by the root of their width."""

import transformers.models.llama.modeling_llama as llama

make = llama.LlamaModel.__init__


def wider(self, config):
    make(self, config)
    root = config.hidden_size**0.5
    self.embed_tokens.register_forward_hook(lambda module, args, out: out * root)


llama.LlamaModel.__init__ = wider
