"""LLaMA skips its last block."""

import transformers.models.llama.modeling_llama as llama

forward = llama.LlamaDecoderLayer.forward


def skipping(self, hidden_states, **named):
    made = forward(self, hidden_states, **named)
    last = self.self_attn.layer_idx == self.self_attn.config.num_hidden_layers - 1
    return hidden_states if last else made


llama.LlamaDecoderLayer.forward = skipping
