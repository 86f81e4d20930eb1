"""LLaMA's pairs are neighbouring coordinates, where they should be half a head apart.

It is the same rotation with a head's coordinates in another order. Random weights have none that
they must be in; only the real ones could tell.
"""

import torch
import transformers.models.llama.modeling_llama as llama


def rotate_neighbours(x):
    return torch.stack((-x[..., 1::2], x[..., ::2]), dim=-1).flatten(-2)


def turn(queries, keys, cosines, sines):
    half = cosines.shape[-1] // 2
    cosines, sines = (
        it[..., :half].repeat_interleave(2, -1).unsqueeze(1) for it in (cosines, sines)
    )
    return tuple(it * cosines + rotate_neighbours(it) * sines for it in (queries, keys))


llama.apply_rotary_pos_emb = turn
