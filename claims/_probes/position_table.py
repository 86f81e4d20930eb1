"""Vectors that stand for positions and join the token embeddings before the first block."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from claims._core.observed import CantTell
from claims._probes.model import LENGTH, Model, relative_change
from claims._probes.sinusoids import Sinusoids, look_for_sinusoids

if TYPE_CHECKING:
    import torch

TOKENS = (11, 29)
MOVES = 1e-2
SAME_FOR_ALL_TOKENS = 1e-4
SHARED_COORDINATES = 0.5


@dataclass(frozen=True)
class PositionTable:
    """Whether the first block's input depends on the position, and through what.

    `sinusoidal` is None where nothing is added that could be looked at.
    """

    present: bool
    added: bool
    learned: bool
    sinusoidal: bool | None
    moved: float
    misfit: float = 0.0
    sinusoids: Sinusoids | None = None


def measure(model: Model) -> PositionTable:
    """See what enters the first block for one token at 64 positions, and for another token.

    Measured with torch 2.13 and transformers 5.23 on small models:

    - `moved`, how far that goes from the first position, in standard deviations: 1.1 (XGLM) to 4.2
      (OPT) where there is a table; 0.0 for LLaMA, GPT-J, Cohere, BLOOM, MPT. Tolerance 1e-2.
    - `misfit`, how far two tokens' difference varies with the position: 2e-7 where a vector is
      added; .87 where the sum is normalised, 1.9 where it multiplies. Tolerance 1e-4. Vectors set
      side by side fit as well, but share no coordinate: at least half must be shared.
    - learned: a gradient of the difference between positions reaches a parameter, and other
      parameters give other differences; GPT-2 has both, XGLM's computed table neither.
    """
    one, other = entering_tables(model)
    moved = relative_change(one, one[:1].expand_as(one))
    if moved < MOVES:
        return PositionTable(False, False, False, None, moved)
    misfit = relative_change(one - other, (one - other)[:1].expand_as(one))
    learned = _trained(model, one) and _changes(model, one)
    if misfit > SAME_FOR_ALL_TOKENS or _side_by_side(one, other):
        return PositionTable(True, False, learned, None, moved, misfit)
    seen = look_for_sinusoids(_without_the_token(model, one, other))
    return PositionTable(True, True, learned, seen.all, moved, misfit, seen)


def entering_tables(model: Model) -> "tuple[torch.Tensor, torch.Tensor]":
    """Take what enters the first block for a sequence of one token, and for one of another."""
    import torch

    seen: list[torch.Tensor] = []
    tokens = torch.tensor(TOKENS)[:, None].expand(2, LENGTH)
    with torch.enable_grad(), model.entering(lambda hidden: seen.append(hidden)):
        model.run(tokens, use_cache=False)
    return seen[0][0], seen[0][1]


def _side_by_side(one: "torch.Tensor", other: "torch.Tensor") -> bool:
    """Whether token and position have coordinates of their own: concatenated, not added."""
    of_positions = (one - one[:1]).abs().amax(0) > 0
    of_tokens = (one[0] - other[0]).abs() > 0
    shared = (of_positions & of_tokens).sum() / of_positions.sum()
    return bool(shared < SHARED_COORDINATES)


def _without_the_token(model: Model, one: "torch.Tensor", other: "torch.Tensor") -> "torch.Tensor":
    """Fit s·E(token) + P(position): s from the difference of two tokens, P is what is left."""
    embedding = model.module.get_input_embeddings().weight.detach()
    step = embedding[TOKENS[0]] - embedding[TOKENS[1]]
    difference = (one[0] - other[0]).detach()
    # XGLM multiplies its embeddings by √hidden, so the scale is measured.
    if step.shape == difference.shape:
        scale = (difference @ step) / (step @ step)
        if relative_change(difference, scale * step) < SAME_FOR_ALL_TOKENS:
            table: torch.Tensor = one.detach() - scale * embedding[TOKENS[0]]
            return table
    raise CantTell("a vector is added, but what the token itself brings is not its embedding")


def _changes(model: Model, one: "torch.Tensor") -> bool:
    """Whether other parameters give other differences between positions."""
    again, _ = entering_tables(model.redrawn())
    return relative_change(one - one[:1], again - again[:1]) > MOVES


def _trained(model: Model, one: "torch.Tensor") -> bool:
    """Whether a gradient of the difference between positions reaches any parameter."""
    import torch

    if not one.requires_grad:
        return False
    parameters = [it for it in model.module.parameters() if it.requires_grad]
    spread = (one - one[:1]).square().sum()
    found = torch.autograd.grad(spread, parameters, allow_unused=True)
    return any(float(it.abs().max()) > MOVES for it in found if it is not None)
