"""One step of decoding from a cache that was tampered with, looked at inside the first block."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from claims._core.observed import CantTell
from claims._probes.anatomy import anatomy
from claims._probes.model import Model

if TYPE_CHECKING:
    import torch

# Rows of one run may be rounded differently, by 1e-15 of the largest; a change shows by .01.
MOVES = 1e-6


def cached(model: Model, tokens: "torch.Tensor", rows: int) -> Any:
    """Run some tokens, as many times side by side as rows are wanted, and take what is cached."""
    import torch

    with torch.no_grad():
        seen = model.run(tokens.expand(rows, -1), use_cache=True)
    cache = getattr(seen, "past_key_values", None)
    first = next(iter(getattr(cache, "layers", None) or []), None)
    if getattr(first, "values", None) is None:
        raise CantTell(f"{type(model.module).__name__} keeps no keys and values to change")
    return cache


def into_matrices(model: Model, tokens: "torch.Tensor", cache: Any) -> "list[torch.Tensor]":
    """Go on from a cache, and take what enters each matrix of the first block, in their order."""
    import torch

    first = anatomy(model).blocks[0]
    seen: dict[str, torch.Tensor] = {}
    block = model.blocks[0]
    hooks = [
        block.get_submodule(leaf.path).register_forward_pre_hook(_note(leaf.path, seen))
        for leaf in first.matrices
    ]
    try:
        with torch.no_grad():
            rows = cache.layers[0].values.shape[0]
            model.module(input_ids=tokens.expand(rows, -1), past_key_values=cache, use_cache=True)
    finally:
        for hook in hooks:
            hook.remove()
    return [seen[leaf.path] for leaf in first.matrices if leaf.path in seen]


def mixed_values(entering: "list[torch.Tensor]") -> "torch.Tensor":
    """What attention hands on: the first input of a matrix in which the rows differ."""
    for each in entering:
        if float((each - each[:1]).abs().max()) > MOVES * float(each.abs().max()):
            return each
    raise CantTell("what is cached changes nothing in the first block")


def _note(path: str, seen: "dict[str, torch.Tensor]") -> Callable[[Any, Any], None]:
    def note(_: Any, args: Any) -> None:
        seen[path] = args[0]

    return note
