"""Which query heads are multiplied with equal keys, seen where the two meet."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from claims._core.observed import CantTell
from claims._probes.models.model import Model
from claims._probes.watching.operations import Operations, operations, scores_of

if TYPE_CHECKING:
    import torch

RESTS_ON = ("query_heads", "kv_heads")

SAME = 1e-9


@dataclass(frozen=True)
class ScoreHeads:
    """How many query heads there are, how many different keys, and how wide a key is."""

    kind: str
    query_heads: int
    kv_heads: int
    head_width: int


def measure(model: Model) -> ScoreHeads:
    """Compare the keys of all query heads in each layer.

    Measured with torch 2.13 and transformers 5.23 on small models, in float64: shared keys are the
    same number by number; others differ by 1 and more of their largest. Tolerance 1e-9. Unlike
    `head_sharing` this needs no cache, and doesn't look at values.
    """
    scores_of(model)  # every layer has some
    found = set(attending(model))
    if len(found) > 1:
        kinds = sorted(it.kind for it in found)
        raise CantTell("layers differ in how heads are shared", kinds=kinds)
    return found.pop()


def attending(model: Model) -> tuple[ScoreHeads, ...]:
    """The same of each layer that multiplies queries with keys, one after the other."""
    return tuple(_of_layer(it) for it in operations(model) if it.scores)


def _of_layer(block: Operations) -> ScoreHeads:
    # An index over the keys, as DeepSeek's, multiplies queries with keys of its own.
    found = {_of(it.keys) for it in block.scores}
    if len(found) > 1:
        each = sorted((it.query_heads, it.kv_heads, it.head_width) for it in found)
        said = "; ".join(f"{a} heads, {b} different keys, {c} wide" for a, b, c in each)
        raise CantTell(f"products within a layer differ in their heads: {said}")
    return found.pop()


def _of(keys: "torch.Tensor") -> ScoreHeads:
    largest = keys.abs().max()
    different: list[torch.Tensor] = []
    shared: list[int] = []
    for head in keys:
        same = [i for i, it in enumerate(different) if (it - head).abs().max() < SAME * largest]
        shared.append(same[0] if same else len(different))
        if not same:
            different.append(head)
    query_heads, kv_heads = len(keys), len(different)
    if len({shared.count(it) for it in range(kv_heads)}) > 1:
        raise CantTell("some keys are shared by more heads than others", heads=shared)
    if kv_heads == query_heads:
        kind = "multi-head"
    else:
        kind = "multi-query" if kv_heads == 1 else "grouped-query"
    return ScoreHeads(kind, query_heads, kv_heads, keys.shape[-1])
