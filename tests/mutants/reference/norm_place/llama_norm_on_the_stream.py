"""What LLaMA normalises before its feed-forward network also goes on beside it."""

import transformers.models.llama.modeling_llama as llama


def forward(self, hidden_states, **named):
    attended = self.self_attn(self.input_layernorm(hidden_states), **named)[0]
    hidden = self.post_attention_layernorm(hidden_states + attended)
    return hidden + self.mlp(hidden)


llama.LlamaDecoderLayer.forward = forward
