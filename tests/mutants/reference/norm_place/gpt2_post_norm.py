"""GPT-2's blocks normalise after each sublayer."""

import transformers.models.gpt2.modeling_gpt2 as gpt2


def forward(self, hidden_states, cache=None, mask=None, *of_an_encoder, **named):
    attended = self.attn(hidden_states, past_key_values=cache, attention_mask=mask, **named)[0]
    hidden = self.ln_1(hidden_states + attended)
    return self.ln_2(hidden + self.mlp(hidden))


gpt2.GPT2Block.forward = forward
