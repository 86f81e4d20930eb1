"""Decoding from a cache that was tampered with in one layer, and looking into its block."""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from claims._core.observed import CantTell
from claims._probes.models.model import Model
from claims._probes.models.precision import default_precision
from claims._probes.watching.anatomy import anatomy
from claims._probes.watching.cache_argument import cache_argument

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


@dataclass(frozen=True)
class Decoded:
    """What the matrices of one layer were given and made, in their order: rows × tokens × width."""

    given: "tuple[torch.Tensor, ...]"
    made: "tuple[torch.Tensor, ...]"

    @property
    def handed_on(self) -> "torch.Tensor":
        """What attention hands on: the first input of a matrix in which the rows differ."""
        for each in self.given:
            if float((each - each[:1]).abs().max()) > MOVES * float(each.abs().max()):
                return each
        raise CantTell("what is cached changes nothing in a block")


def decoded_by_layer(
    model: Model,
    cache: Any,
    tokens: "torch.Tensor",
    rows: int,
    change: "Callable[[Any], None]",
) -> "list[Decoded]":
    """What the matrices of each layer are given and make as that layer's cache changes.

    The cache is repeated in as many rows as are wanted, of which `change` leaves the first alone.
    The other layers' are as they were, so that the same enters the block in every row. All layers
    share one pass, each with rows of its own.
    """
    layers = len(model.blocks)
    cache.batch_repeat_interleave(layers * rows)
    own = [slice(at * rows, (at + 1) * rows) for at in range(layers)]
    # A cache may have more layers than there are blocks.
    for layer, mine in zip(cache.layers[:layers], own, strict=True):
        change(_Rows(layer.keys[mine], layer.values[mine]))
    ran = _run_on(model, tokens.expand(layers * rows, -1), cache)
    return [
        Decoded(tuple(it[0][mine] for it in each), tuple(it[1][mine] for it in each))
        for each, mine in zip(ran, own, strict=True)
    ]


@dataclass(frozen=True)
class _Rows:
    """Some rows of one layer's cache; to change them is to change the cache."""

    keys: "torch.Tensor"
    values: "torch.Tensor"


def _run_on(
    model: Model, tokens: "torch.Tensor", cache: Any
) -> "list[list[tuple[torch.Tensor, torch.Tensor]]]":
    """Go on from a cache, and take what each matrix of each block was given and made."""
    import torch

    seen: list[dict[str, tuple[torch.Tensor, torch.Tensor]]] = [{} for _ in model.blocks]
    blocks = anatomy(model).blocks
    with torch.no_grad(), ExitStack() as stack:
        for block, made_of, into in zip(model.blocks, blocks, seen, strict=True):
            for leaf in made_of.matrices:
                matrix = block.get_submodule(leaf.path)
                stack.callback(matrix.register_forward_hook(_note(leaf.path, into)).remove)
        stack.enter_context(default_precision(double=model.recipe.double))
        earlier = {cache_argument(model.module): cache}
        model.module(input_ids=tokens, use_cache=True, **earlier)
    return [
        [into[leaf.path] for leaf in made_of.matrices if leaf.path in into]
        for made_of, into in zip(blocks, seen, strict=True)
    ]


def _note(
    path: str, seen: "dict[str, tuple[torch.Tensor, torch.Tensor]]"
) -> Callable[[Any, Any, Any], None]:
    def note(_: Any, args: Any, made: Any) -> None:
        seen[path] = args[0], made

    return note
