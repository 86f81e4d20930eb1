"""Whether queries and keys are normalised before they meet, in every layer or in none."""

from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

from claims._core.observed import CantTell
from claims._probes.models.model import Model
from claims._probes.watching.anatomy import Block, anatomy
from claims._probes.watching.operations import Scores, operations, watch

if TYPE_CHECKING:
    import torch

TIMES = 100
SAME = 1e-2


def measure(model: Model) -> bool:
    """Multiply by 100 what each matrix of attention makes, and see whether the keys are the same.

    Layer by layer, and queries likewise; where they differ in that, nothing is said. Measured with
    torch 2.13 and transformers 5.23 on small models, in float64, as a share of the largest number:
    with a norm of each head, or of all of them, 1e-3 and less, which is epsilon's; without one 99,
    also where it is a compressed vector that is normalised. Tolerance 1e-2.
    """
    double = model.in_double()
    usual = operations(model)
    seen = set()
    for number, block in enumerate(anatomy(model).blocks):
        if usual[number].scores:
            longer = _multiplied(double, block, number, usual[number].scores)
            for one, other in zip(usual[number].scores, longer, strict=True):
                seen |= {_same(one.keys, other.keys), _same(one.queries, other.queries)}
    if len(seen) != 1:
        raise CantTell("queries and keys are normalised in some layers, or one of the two alone")
    return seen.pop()


def _multiplied(
    double: Model, block: Block, number: int, usual: tuple[Scores, ...]
) -> tuple[Scores, ...]:
    """One block's queries and keys, with all that its attention's matrices make so much larger."""
    attention = {it.path.partition(".")[0] for it in usual}
    with ExitStack() as stack:
        for leaf in block.matrices:
            if leaf.path.partition(".")[0] in attention:
                stack.callback(leaf.module.register_forward_hook(_larger).remove)
        return watch(double, double.tokens())[number].scores


def _larger(_: Any, __: Any, made: "torch.Tensor") -> "torch.Tensor":
    return made * TIMES


def _same(one: "torch.Tensor", other: "torch.Tensor") -> bool:
    return bool((one - other).abs().max() < SAME * one.abs().max())
