"""Decoding from a cache that was tampered with in one layer, and looking into its block."""

from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import TYPE_CHECKING, Any

from claims._core.observed import CantTell
from claims._probes.anatomy import anatomy
from claims._probes.model import Model
from claims._probes.precision import default_precision

if TYPE_CHECKING:
    import torch

# Rows of one run may be rounded differently, by 1e-15 of the largest; a change shows by .01.
MOVES = 1e-6


def cached(model: Model, tokens: "torch.Tensor") -> Any:
    """Run some tokens and take what is cached of them."""
    import torch

    with torch.no_grad():
        seen = model.run(tokens, use_cache=True)
    cache = getattr(seen, "past_key_values", None)
    layers = getattr(cache, "layers", None) or []
    if len(layers) < len(model.blocks) or any(
        getattr(it, "values", None) is None for it in layers[: len(model.blocks)]
    ):
        raise CantTell(f"{type(model.module).__name__} doesn't keep keys and values in every layer")
    return cache


def handed_on_by_layer(
    model: Model,
    cache: Any,
    tokens: "torch.Tensor",
    rows: int,
    change: "Callable[[Any], None]",
) -> "Iterator[torch.Tensor]":
    """What attention hands on in each layer, rows × tokens × width, as that layer's cache changes.

    The cache is repeated in as many rows as are wanted, of which `change` leaves the first alone.
    The other layers' are as they were, so that the same enters the block in every row.
    """
    for layer in range(len(model.blocks)):
        changed = deepcopy(cache)
        changed.batch_repeat_interleave(rows)
        change(changed.layers[layer])
        entering = _into_matrices(model, tokens.expand(rows, -1), changed, layer)
        yield _mixed_values(entering)


def _into_matrices(
    model: Model, tokens: "torch.Tensor", cache: Any, layer: int
) -> "list[torch.Tensor]":
    """Go on from a cache, and take what enters each matrix of a block, in their order."""
    import torch

    matrices = anatomy(model).blocks[layer].matrices
    seen: dict[str, torch.Tensor] = {}
    block = model.blocks[layer]
    hooks = [
        block.get_submodule(leaf.path).register_forward_pre_hook(_note(leaf.path, seen))
        for leaf in matrices
    ]
    try:
        with torch.no_grad(), default_precision(double=model.recipe.double):
            model.module(input_ids=tokens, past_key_values=cache, use_cache=True)
    finally:
        for hook in hooks:
            hook.remove()
    return [seen[leaf.path] for leaf in matrices if leaf.path in seen]


def _mixed_values(entering: "list[torch.Tensor]") -> "torch.Tensor":
    """What attention hands on: the first input of a matrix in which the rows differ."""
    for each in entering:
        if float((each - each[:1]).abs().max()) > MOVES * float(each.abs().max()):
            return each
    raise CantTell("what is cached changes nothing in a block")


def _note(path: str, seen: "dict[str, torch.Tensor]") -> Callable[[Any, Any], None]:
    def note(_: Any, args: Any) -> None:
        seen[path] = args[0]

    return note
