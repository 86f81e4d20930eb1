"""LLaMA turns queries and keys the other way round.

Turned the other way, two tokens still differ by the angle between them: it is the same rotation
mirrored, and only the real weights could tell.
"""

import transformers.models.llama.modeling_llama as llama

turn = llama.apply_rotary_pos_emb
llama.apply_rotary_pos_emb = lambda queries, keys, cosines, sines: turn(
    queries, keys, cosines, -sines
)
