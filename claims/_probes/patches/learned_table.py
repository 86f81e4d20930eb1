"""A learned vector a position added to the token embeddings of a model that has none."""

from typing import Any


def patch(module: Any) -> Any:
    """Add a trainable table to what a decoder such as LlamaModel embeds."""
    import torch

    embedding = module.get_input_embeddings()
    # A table for a context of 131,072 takes long to draw: beyond 1024 it starts again.
    rows = min(module.config.max_position_embeddings, 1024)
    table = torch.nn.Embedding(rows, embedding.weight.shape[1])
    table.weight.data *= embedding.weight.std()
    module.position_table = table

    def add(_: Any, args: tuple[Any, ...], given: dict[str, Any]) -> Any:
        tokens = given.pop("input_ids")
        given["inputs_embeds"] = embedding(tokens) + table(_positions(tokens, given) % rows)
        return args, given

    module.register_forward_pre_hook(add, with_kwargs=True)
    return module


def _positions(tokens: Any, given: dict[str, Any]) -> Any:
    """Take the positions that were passed, or count on from what is cached."""
    import torch

    if given.get("position_ids") is not None:
        return given["position_ids"]
    # Called so by transformers from 5.24 on, and before.
    cache = given.get("cache", given.get("past_key_values"))
    start = cache.get_seq_length() if cache is not None else 0
    return torch.arange(start, start + tokens.shape[1])[None]
