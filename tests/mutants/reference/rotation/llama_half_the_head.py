"""LLaMA turns the first half of each head."""

import torch
import transformers.models.llama.modeling_llama as llama

turn = llama.apply_rotary_pos_emb


def partly(queries, keys, *rest):
    turned = turn(queries, keys, *rest)
    half = queries.shape[-1] // 2
    return tuple(
        torch.cat([it[..., :half], was[..., half:]], -1)
        for it, was in zip(turned, (queries, keys), strict=True)
    )


llama.apply_rotary_pos_emb = partly
