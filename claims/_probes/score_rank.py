"""Whether attention weighs by a softmax of scores, or by a kernel that could be summed up."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from claims._core.observed import CantTell
from claims._probes.decoding import cached, handed_on_by_layer
from claims._probes.model import Model

if TYPE_CHECKING:
    import torch

# Queries and keys that are looked at, in widths of a head: ranks of 1 and 2 widths tell apart.
WIDTHS = 4
# How far a cached value stands out from all others, so that small weights are read exactly.
STANDS_OUT = 1e8
SPECTRUM = 1e-5
SPARE = 3
# Of many heads some are enough; a decomposition takes milliseconds each.
MOST_HEADS = 2


@dataclass(frozen=True)
class ScoreRank:
    """The ranks of a block of attention weights, and of their logarithms, in the worst cases."""

    head_width: int
    weights: int
    logarithms: int
    softmax: bool

    @property
    def linear(self) -> bool:
        """Whether the weights themselves are products of vectors as narrow as a head."""
        return not self.softmax


def measure(model: Model) -> ScoreRank:
    """Read how much some tokens attend to as many before them, off values put in the cache.

    No mask has a part in these weights. They come out of what attention does with the values, not
    out of what a class says that it did. Measured with torch 2.13 and transformers 5.23 on small
    models, with 32 tokens and heads 8 wide: weights have rank 32, their logarithms 9; a kernel of
    elu + 1 has 8, and 32. Singular values count from 1e-5 of the largest. A score has the width of
    a head and one more for what normalises it; up to 3 more are allowed for a bias of positions.
    Low ranks of both, as ALiBi gives, or of neither, as a cap on the scores, or weights of 0, as a
    window leaves, are no clear answer.
    """
    double = model.in_double()
    width = cached(double, model.tokens(1)).layers[0].values.shape[-1]
    block = WIDTHS * width
    tokens = model.tokens(2 * block)
    cache = cached(double, tokens[:, :block])
    layers = handed_on_by_layer(
        double, cache, tokens[:, block:], WIDTHS + 1, lambda layer: _mark(layer.values, width)
    )
    found = [_of(_weights(it, width), width) for it in layers]
    if len({it.softmax for it in found}) > 1:
        raise CantTell("layers differ in how they weigh", softmax=[it.softmax for it in found])
    return found[0]


def _of(weights: "torch.Tensor", width: int) -> ScoreRank:
    import torch

    if bool((weights <= 0).any()):
        raise CantTell("some tokens aren't attended to at all, which leaves the ranks open")
    rank, logarithms = _rank(weights, min), _rank(torch.log(weights), max)
    narrow = [it <= width + SPARE for it in (rank, logarithms)]
    wide = [it > 2 * width for it in (rank, logarithms)]
    if wide[0] and narrow[1]:
        return ScoreRank(width, rank, logarithms, softmax=True)
    if narrow[0] and wide[1]:
        return ScoreRank(width, rank, logarithms, softmax=False)
    raise CantTell("neither a softmax of scores nor linear", rank=rank, of_logarithms=logarithms)


def _mark(values: "torch.Tensor", width: int) -> None:
    """Empty the cached values, and give in each row a number of tokens a coordinate each."""
    values.zero_()
    for row in range(1, len(values)):
        for coordinate in range(width):
            values[row, :, (row - 1) * width + coordinate, coordinate] = STANDS_OUT


def _weights(handed_on: "torch.Tensor", width: int) -> "torch.Tensor":
    """Heads × queries × keys, from rows × queries × heads·width."""
    rows = handed_on.reshape(*handed_on.shape[:-1], -1, width)
    marked = (rows[1:] - rows[:1]) / STANDS_OUT
    heads = marked.permute(2, 1, 0, 3).flatten(2)
    return heads[:: -(-len(heads) // MOST_HEADS)]


def _rank(heads: "torch.Tensor", worst: Any) -> int:
    import torch

    return int(worst(int(torch.linalg.matrix_rank(it, rtol=SPECTRUM)) for it in heads))
