"""LLaMA's two sublayers read the same hidden state, each through its norm."""

import transformers.models.llama.modeling_llama as llama


def forward(self, hidden_states, **named):
    attended = self.self_attn(self.input_layernorm(hidden_states), **named)[0]
    return hidden_states + attended + self.mlp(self.post_attention_layernorm(hidden_states))


llama.LlamaDecoderLayer.forward = forward
