"""Which query heads read which key-value head: by changing one of these in the cache."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from claims._core.observed import CantTell
from claims._probes.models.model import Model
from claims._probes.watching.decoding import cached, decoded_by_layer

if TYPE_CHECKING:
    import torch

RESTS_ON = ("query_heads", "kv_heads")

CACHED = 8
MOVES = 1e-6


@dataclass(frozen=True)
class HeadSharing:
    """For each key-value head, the query heads that read it; `uneven` if some are read by none."""

    kind: str
    groups: tuple[tuple[int, ...], ...]
    query_heads: int
    kv_heads: int
    head_width: int

    @property
    def consecutive(self) -> bool:
        """Whether neighbours share: the first heads read the first key-value head, and so on."""
        return [it for group in self.groups for it in group] == list(range(self.query_heads))

    @property
    def shared_by(self) -> int:
        """How many query heads read one key-value head."""
        return self.query_heads // self.kv_heads


def measure(model: Model) -> HeadSharing:
    """Decode one token beside copies of the cache in which one head each was changed.

    What attention hands on is cut into pieces as wide as a cached head. Measured with torch 2.13
    and transformers 5.23, in float64, as a share of the largest value: heads that don't read the
    changed one move by at most 1e-15, which is how differently rows of one run are rounded; those
    that do by .05 and more. Tolerance 1e-6. Every layer is looked at, and must be like the first.
    """
    double = model.in_double()
    tokens = model.tokens(CACHED + 1)
    cache = cached(double, tokens[:, :CACHED])
    _, kv_heads, _, width = cache.layers[0].values.shape

    def change(layer: Any) -> None:
        for head in range(kv_heads):
            layer.keys[head + 1, head] *= -1
            layer.values[head + 1, head] += 1

    layers = decoded_by_layer(double, cache, tokens[:, CACHED:], kv_heads + 1, change)
    found = {_sharing(_moved(it.handed_on, width), width) for it in layers}
    if len(found) > 1:
        raise CantTell(
            "layers differ in how heads are shared", kinds=sorted(it.kind for it in found)
        )
    return found.pop()


def _moved(handed_on: "torch.Tensor", width: int) -> "torch.Tensor":
    """Which query heads moved with which key-value head, as a table."""
    if handed_on.shape[-1] % width:
        raise CantTell("what attention hands on isn't made of heads as wide as the cached ones")
    pieces = handed_on[:, -1].reshape(len(handed_on), -1, width)
    moved: torch.Tensor = (pieces[1:] - pieces[:1]).abs().amax(-1) > MOVES * pieces.abs().max()
    return moved


def _sharing(moved: "torch.Tensor", width: int) -> HeadSharing:
    """Read the groups off a table, key-value heads × query heads, of what moved."""
    kv_heads, query_heads = moved.shape
    groups = tuple(tuple(int(it) for it in row.nonzero().flatten()) for row in moved)
    even = bool((moved.sum(0) == 1).all()) and len({len(it) for it in groups}) == 1
    if kv_heads == query_heads:
        kind = "multi-head"
    else:
        kind = "multi-query" if kv_heads == 1 else "grouped-query"
    return HeadSharing(
        kind=kind if even else "uneven",
        groups=groups,
        query_heads=query_heads,
        kv_heads=kv_heads,
        head_width=width,
    )
