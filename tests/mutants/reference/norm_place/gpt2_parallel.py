"""GPT-2's two sublayers read the same hidden state, each through its norm."""

import transformers.models.gpt2.modeling_gpt2 as gpt2


def forward(self, hidden_states, cache=None, mask=None, *of_an_encoder, **named):
    normed = self.ln_1(hidden_states)
    attended = self.attn(normed, past_key_values=cache, attention_mask=mask, **named)[0]
    return hidden_states + attended + self.mlp(self.ln_2(hidden_states))


gpt2.GPT2Block.forward = forward
