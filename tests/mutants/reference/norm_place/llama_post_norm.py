"""LLaMA's blocks normalise after each sublayer."""

import transformers.models.llama.modeling_llama as llama


def forward(self, hidden_states, **named):
    hidden = self.input_layernorm(hidden_states + self.self_attn(hidden_states, **named)[0])
    return self.post_attention_layernorm(hidden + self.mlp(hidden))


llama.LlamaDecoderLayer.forward = forward
