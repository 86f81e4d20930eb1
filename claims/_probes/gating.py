"""Whether one branch of a feed-forward network multiplies another, whatever function is between.

Told by the flow of data alone, for activations that have no name here.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from claims._core.observed import CantTell
from claims._probes.feed_forward import require_nothing_more
from claims._probes.models.model import Model
from claims._probes.watching.anatomy import Leaf, anatomy
from claims._probes.watching.normalizing import before_its_norm
from claims._probes.watching.operations import operations
from claims._probes.watching.replay import Replay, parts_of

if TYPE_CHECKING:
    import torch

FUNCTION = 0.98
# So few show no function: from one to the next it changes as much as it does by chance.
POINTS = 500
# Of the largest number that multiplies, so little that nothing can be divided by it, and of the
# largest of two tensors so little that they are one. Two that differ do by .02 and more (Jamba);
# from 1e-10 to 1e-2 of the largest the answers on all small models are the same.
NOTHING = 1e-6
# What differs by less is the same: where a function is flat, only rounding is left. A step that is
# rounded at 1e-15 shows no function (.53), and shows one (.9995) from 1e-13 to .1.
EVEN = 1e-9


def measure(model: Model) -> bool:
    """Say of all blocks whether what enters the last matrix is a function of one branch alone.

    Or else of one, times another. Chatterjee's correlation says how far a number determines one.
    Measured with torch 2.13 and transformers 5.23 on 21 small models: .992 (512 points) to .9999
    for what enters the last matrix of a network; up to .89 otherwise, and .96 in one, where a
    token's value is much of what attention makes of all. Tolerance .98. Both at once, or neither,
    is no clear answer.
    """
    double = model.in_double()
    blocks = zip(anatomy(double).blocks, operations(double), strict=True)
    found = {
        _gated(of.beside_attention(it.matrices), it.leaves, of.beside_attention(of.matrices), model)
        for it, of in blocks
    }
    if len(found) > 1:
        raise CantTell("layers differ in whether a branch multiplies another")
    return found.pop()


def _gated(
    matrices: tuple[Leaf, ...],
    leaves: tuple[Leaf, ...],
    multiplied: tuple[Leaf, ...],
    model: Model,
) -> bool:
    ways = [*_ways(matrices, leaves)] or [*_ways(multiplied)]
    if not ways:
        raise CantTell("no function of what its matrices make enters the last one")
    # Two other matrices may follow each other too, but through fewer numbers.
    widest = max(it.out.given.shape[-1] for it in ways)
    best = [it for it in ways if it.out.given.shape[-1] == widest]
    if len({it.gated for it in best}) > 1:
        raise CantTell("one branch alone explains what enters the last matrix, and so do two")
    require_nothing_more(best[0], model)
    return best[0].gated


def _ways(matrices: tuple[Leaf, ...], leaves: tuple[Leaf, ...] = ()) -> Iterator[Replay]:
    """Each matrix whose input is a function of what one before it made, or times another."""
    for number, last in enumerate(matrices):
        out = before_its_norm(last, leaves) if number else last
        made = [(it, part) for it in matrices[:number] for part in parts_of(it.made, out.given)]
        for leaf, before in made:
            same = (before - out.given).abs().max() < NOTHING * before.abs().max()
            if not same and _is_function(out.given, before):
                yield Replay("", leaf, None, out, before)
            for other, times in made:
                if times is not before and _is_function(out.given, before, times):
                    yield Replay("", other, leaf, out, before)


def _is_function(
    made: "torch.Tensor", of: "torch.Tensor", times: "torch.Tensor | None" = None
) -> bool:
    """Whether one number determines the other, as their ranks tell."""
    made, of = made.flatten(), of.flatten()
    if times is not None:
        used = times.flatten().abs() > NOTHING * times.abs().max()
        made, of = made[used] / times.flatten()[used], of[used]
    return len(made) >= POINTS and correlation(of, made) > FUNCTION


def correlation(one: "torch.Tensor", other: "torch.Tensor") -> float:
    """Chatterjee's: 1 where the second is a function of the first, 0 where it has nothing of it."""
    import torch

    other = (other / other.abs().median().clamp_min(1e-30) / EVEN).round()
    ranked, count = other.sort().values, len(other)
    below = torch.searchsorted(ranked, other[one.argsort()], right=True).double()
    above = count - torch.searchsorted(ranked, other).double()
    spread = 2 * (above * (count - above)).sum()
    return float(1 - count * below.diff().abs().sum() / spread) if spread > 0 else 0.0
