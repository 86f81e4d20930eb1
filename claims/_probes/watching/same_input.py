"""One and the same vector at every position of every block: what then differs is attention's.

Vectors added to the embeddings are thereby taken out, so that a model which has both is seen
to have both; and so is what earlier blocks have learned of the position.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from claims._core.observed import CantTell
from claims._probes.models.model import LENGTH, Model
from claims._probes.watching.operations import first_scores, watch

if TYPE_CHECKING:
    import torch

TOKEN = 11


@dataclass(frozen=True)
class Keys:
    """One layer's cached keys, heads × positions × width, and what its modules hand out."""

    cached: "torch.Tensor"
    made: "tuple[torch.Tensor, ...]"


def keys_by_layer(model: Model) -> tuple[Keys, ...]:
    """Each layer's cached keys for one input repeated at 64 positions.

    `made` has, for each module of the layer that hands out one tensor, its numbers at the first
    position in a row: among them are the keys as they were before any rotation.
    """
    import torch

    with torch.no_grad(), _same_input(model) as made:
        try:
            seen = model.run(_tokens(), use_cache=True)
        except ValueError as problem:
            # RecurrentGemma's cache is asked for its length, and has none without attention.
            raise _none_everywhere(model, why=str(problem)) from problem
    cached = _cached(model, seen)
    return tuple(Keys(keys, tuple(rows)) for keys, rows in zip(cached, made, strict=True))


def multiplied_keys_by_layer(model: Model) -> tuple[Keys, ...]:
    """The same of the keys that queries are multiplied with, where none or others are cached."""
    with _same_input(model) as made:
        blocks = watch(model, _tokens())
    scores = first_scores(blocks, model)
    return tuple(Keys(it.keys, tuple(rows)) for it, rows in zip(scores, made, strict=True))


def keys_where_there_are_any(model: Model) -> tuple[Keys | None, ...]:
    """The same; None for a layer that multiplies no queries with keys."""
    with _same_input(model) as made:
        blocks = watch(model, _tokens())
    return tuple(
        Keys(it.scores[0].keys, tuple(rows)) if it.scores else None
        for it, rows in zip(blocks, made, strict=True)
    )


def _tokens() -> "torch.Tensor":
    import torch

    return torch.full((1, LENGTH), TOKEN)


@contextmanager
def _same_input(model: Model) -> "Iterator[list[list[torch.Tensor]]]":
    """Let one vector enter every block everywhere, and note what its modules hand out."""
    made: list[list[torch.Tensor]] = [[] for _ in model.blocks]
    with ExitStack() as stack:
        for block, into in zip(model.blocks, made, strict=True):
            hooks = [block.register_forward_pre_hook(_same_everywhere, with_kwargs=True)]
            hooks += [it.register_forward_hook(_note(into)) for it in block.modules()]
            for hook in hooks:
                stack.callback(hook.remove)
        yield made


def _same_everywhere(_: Any, args: tuple[Any, ...], given: dict[str, Any]) -> Any:
    """Let the vector at the first position enter a block at all of them."""
    if args:
        return (args[0][:, :1].expand_as(args[0]), *args[1:]), given
    hidden = given["hidden_states"]
    return args, given | {"hidden_states": hidden[:, :1].expand_as(hidden)}


def _note(into: "list[torch.Tensor]") -> Any:
    """Make a hook that keeps what a module hands out at the first position."""
    import torch

    def note(_: Any, __: Any, output: Any) -> None:
        if isinstance(output, torch.Tensor) and LENGTH in output.shape[1:-1]:
            # A norm of the keys may come after the heads have been put before the positions.
            along = output.shape[1:-1].index(LENGTH) + 1
            into.append(output.select(along, 0)[0].flatten())

    return note


def _cached(model: Model, seen: Any) -> "list[torch.Tensor]":
    """Take the keys of as many layers as there are blocks; some kinds of layer keep none."""
    import torch

    cache = getattr(seen, "past_key_values", None)
    layers = getattr(cache, "layers", None) or []
    keys = [getattr(it, "keys", None) for it in layers]
    found = [it[0] for it in keys if isinstance(it, torch.Tensor) and it.numel()]
    if not found:
        raise CantTell(f"{type(model.module).__name__} keeps no keys that could be looked at")
    if len(found) != len(model.blocks) or len(keys) != len(found):
        raise _none_everywhere(model, layers=len(found))
    return found


def _none_everywhere(model: Model, **values: Any) -> CantTell:
    return CantTell(f"{type(model.module).__name__} keeps no keys in every layer", **values)
