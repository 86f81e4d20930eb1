"""Blocks normalise after each sublayer."""

import transformers.models.gpt2.modeling_gpt2 as gpt2
import transformers.models.llama.modeling_llama as llama


def of_gpt2(self, hidden_states, cache=None, mask=None, *of_an_encoder, **named):
    attended = self.attn(hidden_states, past_key_values=cache, attention_mask=mask, **named)[0]
    hidden = self.ln_1(hidden_states + attended)
    return self.ln_2(hidden + self.mlp(hidden))


def of_llama(self, hidden_states, **named):
    hidden = self.input_layernorm(hidden_states + self.self_attn(hidden_states, **named)[0])
    return self.post_attention_layernorm(hidden + self.mlp(hidden))


gpt2.GPT2Block.forward = of_gpt2
llama.LlamaDecoderLayer.forward = of_llama
