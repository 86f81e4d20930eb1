"""LLaMA's rotation makes queries and keys a tenth longer."""

import transformers.models.llama.modeling_llama as llama

turn = llama.apply_rotary_pos_emb
llama.apply_rotary_pos_emb = lambda *given: tuple(1.1 * it for it in turn(*given))
