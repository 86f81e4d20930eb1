"""What attention adds to its scores for the distance alone, whatever the tokens are."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from claims._core.observed import CantTell
from claims._probes.models.model import LENGTH, Model

if TYPE_CHECKING:
    import torch

STILL = 1e-6
MOVES = 1e-3
SAME = 1e-3
LINEAR = 1e-3


@dataclass(frozen=True)
class ScoreBias:
    """`alibi` is linear in the distance, `relative-bias` another function of it, else `none`."""

    kind: str
    moved: float
    distance_deviation: float
    bend: float
    slopes: tuple[float, ...] = ()


def measure(model: Model) -> ScoreBias:
    """Silence all layers' projections, and read what is left in the scores of attention.

    Queries and keys are then zero, so that neither tokens nor a rotation have a part in the scores.
    Measured with torch 2.13 and transformers 5.23 on small models:

    - `moved`, the largest score that is added within 64 positions: ALiBi 15.8 (BLOOM, MPT), 7.9
      (Falcon's); 0.0 in GPT-2, OPT, XGLM and all rotary ones. Still below 1e-6, moving above 1e-3.
    - `distance_deviation`, how far scores at one distance differ, as a share of that: 7e-9; 2.6 for
      a bias of absolute positions. Tolerance 1e-3.
    - slopes differ from layer to layer by less than 1e-9. Tolerance 1e-3 of the steepest.
    - `bend`, how far they leave a line: ALiBi 3e-7, independent values .7. Tolerance 1e-3.
    """
    layers = [_kind(it) for it in _scores(model.in_double())]
    first = layers[0]
    if len({it.kind for it in layers}) > 1:
        raise CantTell(
            "layers differ in what they add for distance", kinds=[i.kind for i in layers]
        )
    astray = [abs(a - b) for it in layers for a, b in zip(first.slopes, it.slopes, strict=True)]
    if max(astray, default=0.0) > SAME * max((abs(it) for it in first.slopes), default=0.0):
        raise CantTell("layers differ in their slopes", slopes=[it.slopes for it in layers])
    return max(layers, key=lambda it: it.moved)


def some_add_nothing(model: Model) -> bool:
    """The same of those layers alone whose weights are handed out: whether none adds anything."""
    seen = _attentions(model.in_double())
    found = [_kind(_unsoftened(it[0].double())) for it in seen or () if it is not None]
    return bool(found) and all(it.kind == "none" for it in found)


def _kind(scores: "torch.Tensor") -> ScoreBias:
    """Name what one layer adds."""
    # A window masks what is far: that is no bias.
    last = scores[:, -1].masked_fill(scores[:, -1].isnan(), 0)
    moved = float(last.abs().max())
    if moved < STILL:
        return ScoreBias("none", moved, 0.0, 0.0)
    deviation = _distance_deviation(scores) / moved
    if moved < MOVES or deviation > SAME:
        raise CantTell(
            "the scores depend on the positions, but not clearly on their distance",
            moved=moved,
            distance_deviation=deviation,
        )
    slopes, bend = _line(last, ~scores[0, -1].isnan())
    if bend < LINEAR:
        return ScoreBias("alibi", moved, deviation, bend, slopes)
    return ScoreBias("relative-bias", moved, deviation, bend)


def _scores(model: Model) -> "list[torch.Tensor]":
    """Undo each layer's softmax: log weights over that of the query's own position, nan masked."""
    seen = _attentions(model)
    if not seen or seen[0] is None:
        raise CantTell(f"{type(model.module).__name__} hands out no attention weights")
    if len(seen) != len(model.blocks) or any(it is None for it in seen):
        raise CantTell(
            f"{type(model.module).__name__} hands out no attention weights of some layer"
        )
    return [_unsoftened(it[0].double()) for it in seen]


def _attentions(model: Model) -> Any:
    """The weights that a model hands out, layer by layer, with its projections silenced."""
    import torch

    with torch.no_grad(), _silenced(model):
        output = model.run(model.tokens(), use_cache=False, output_attentions=True)
    return getattr(output, "attentions", None)


def _unsoftened(weights: "torch.Tensor") -> "torch.Tensor":
    # A prompt that stands before the text is at no distance, but a thing of its own.
    weights = weights[..., -LENGTH:, -LENGTH:]
    own = weights.diagonal(dim1=-2, dim2=-1)[..., None]
    return (weights / own).log().masked_fill(weights == 0, float("nan"))


@contextmanager
def _silenced(model: Model) -> Iterator[None]:
    """Set all weights of the blocks to zero but those of tables, which may hold a bias."""
    import torch

    leaves = [it for it in model.blocks.modules() if not list(it.children())]
    silent = [it for it in leaves if not isinstance(it, torch.nn.Embedding)]
    before = [(it, it.detach().clone()) for leaf in silent for it in leaf.parameters()]
    try:
        for parameter, _ in before:
            parameter.data.zero_()
        yield
    finally:
        for parameter, value in before:
            parameter.data.copy_(value)


def _distance_deviation(scores: "torch.Tensor") -> float:
    """How far scores at one distance differ from query to query."""
    length = scores.shape[-1]
    diagonals = (scores.diagonal(-by, dim1=-2, dim2=-1) for by in range(length))
    return max(float((it.amax(-1) - it.amin(-1)).nan_to_num().max()) for it in diagonals)


def _line(last: "torch.Tensor", seen: "torch.Tensor") -> tuple[tuple[float, ...], float]:
    """Fit each head a line through zero distance: its slope, and how far the scores leave it."""
    import torch

    distances = torch.arange(last.shape[-1] - 1, -1, -1, dtype=last.dtype) * seen
    slopes = (last @ distances) / (distances @ distances)
    bend = (last - slopes[:, None] * distances).abs().amax(-1) / last.abs().amax(-1).clamp_min(
        STILL
    )
    return tuple(float(it) for it in slopes), float(bend.max())
