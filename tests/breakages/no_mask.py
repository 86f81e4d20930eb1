"""Every token sees every other."""

import transformers.models.gpt2.modeling_gpt2 as gpt2
import transformers.models.llama.modeling_llama as llama


def unmasked(library):
    attend = library.eager_attention_forward

    def forward(module, query, key, value, attention_mask, **named):
        return attend(module, query, key, value, None, **named)

    library.eager_attention_forward = forward


unmasked(gpt2)
unmasked(llama)
