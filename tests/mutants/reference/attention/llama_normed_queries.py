"""LLaMA's queries and keys are each normalised before they turn."""

import torch
import transformers.models.llama.modeling_llama as llama

turn = llama.apply_rotary_pos_emb


def normed(queries, keys, *rest):
    size = queries.shape[-1:]
    queries, keys = (torch.nn.functional.rms_norm(it, size) for it in (queries, keys))
    return turn(queries, keys, *rest)


llama.apply_rotary_pos_emb = normed
