"""How much tokens attend to others and to themselves, read off values put in the cache.

The weights come out of what attention does with the values, not out of what a class says that it
did.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from claims._core.observed import CantTell
from claims._probes.models.model import Model
from claims._probes.models.shrink import HEAD_WIDTH
from claims._probes.watching.decoding import Decoded, cached, decoded_by_layer

if TYPE_CHECKING:
    import torch

# Queries and cached tokens that are looked at, in widths of a head.
WIDTHS = 4
# How far a value stands out from all others, so that small weights are read exactly.
STANDS_OUT = 1e8
# A row in which nothing is marked, one for each width of cached tokens, one for the queries' own.
ROWS = WIDTHS + 2


@dataclass(frozen=True)
class Weights:
    """What is seen of one layer as some tokens are cached and as many come behind them.

    `cached` and `own` are weights, heads × queries × keys: on the cached tokens, and on the first
    few of the queries' own. `keys` are those of all tokens as cached, key-value heads × tokens ×
    width; `made` is what the first two matrices made for the queries, tokens × numbers.
    """

    head_width: int
    cached: "torch.Tensor"
    own: "torch.Tensor"
    keys: "torch.Tensor"
    made: "torch.Tensor"


def weights_by_layer(model: Model) -> tuple[Weights, ...]:
    """Decode tokens beside copies of the cache in which a few values each stand out."""
    return model.in_double().once(_read)


def _read(double: Model, width: int = HEAD_WIDTH) -> tuple[Weights, ...]:
    block = WIDTHS * width
    tokens = double.tokens(2 * block)
    cache = cached(double, tokens[:, :block])
    if (measured := cache.layers[0].values.shape[-1]) != width:
        return _read(double, measured)
    _require_all_cached(double, cache, block)
    for number, layer in enumerate(cache.layers[: len(double.blocks)]):
        layer.update = _marking_own(layer.update, (number + 1) * ROWS - 1)
    ran = decoded_by_layer(
        double, cache, tokens[:, block:], ROWS, lambda layer: _mark(layer.values, width)
    )
    keys = [layer.keys[number * ROWS] for number, layer in enumerate(cache.layers[: len(ran)])]
    return tuple(_weights(it, of, width) for it, of in zip(ran, keys, strict=True))


def _require_all_cached(model: Model, cache: Any, tokens: int) -> None:
    """Raise CantTell where a window keeps fewer tokens than are looked at."""
    kept = min(it.keys.shape[-2] for it in cache.layers[: len(model.blocks)])
    # A window of a single token keeps none, and transformers then cuts nothing off.
    window = getattr(model.config, "sliding_window", None) or tokens + 1
    if min(kept, window - 1) < tokens:
        raise CantTell(
            f"of {tokens} tokens before, {min(kept, window - 1)} are kept: too few to look at"
        )


def _mark(values: "torch.Tensor", width: int) -> None:
    """Empty the cached values, and give in each row a number of tokens a coordinate each."""
    values.zero_()
    for row in range(WIDTHS):
        for coordinate in range(width):
            values[row + 1, :, row * width + coordinate, coordinate] = STANDS_OUT


def _marking_own(update: Callable[..., Any], row: int) -> Callable[..., Any]:
    """In one row, let the cache empty the values that it takes up, and mark the first of them."""

    def marked(keys: Any, values: Any, *rest: Any, **more: Any) -> Any:
        new = values.shape[-2]
        keys, values = update(keys, values, *rest, **more)
        own = values[row, :, -new:]
        own.zero_()
        for coordinate in range(own.shape[-1]):
            own[:, coordinate, coordinate] = STANDS_OUT
        return keys, values

    return marked


def _weights(ran: Decoded, keys: "torch.Tensor", width: int) -> Weights:
    import torch

    handed_on = ran.handed_on
    # rows × queries × heads × coordinates
    rows = handed_on.reshape(*handed_on.shape[:-1], -1, width)
    marked = (rows[1:-1] - rows[:1]) / STANDS_OUT
    return Weights(
        head_width=width,
        cached=marked.permute(2, 1, 0, 3).flatten(2),
        own=rows[-1].transpose(0, 1) / STANDS_OUT,
        keys=keys,
        made=torch.cat([it[0] for it in ran.made[:2]], -1),
    )
