"""Vectors that stand for positions and join the token embeddings before the first block."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from claims._core.observed import CantTell
from claims._probes.models.model import LENGTH, Model, relative_change
from claims._probes.watching.anatomy import anatomy
from claims._probes.watching.normalizing import norm_of
from claims._probes.watching.sinusoids import Sinusoids, along

if TYPE_CHECKING:
    import torch

# Of both parities, and near ones as well as far ones.
TOKENS = (11, 29, 30, 54, 77, 98)
MOVES = 1e-2
SAME_FOR_ALL_TOKENS = 1e-4
SHARED_COORDINATES = 0.5
TRAINED = 1.0


@dataclass(frozen=True)
class PositionTable:
    """Whether the first block's input depends on the position, and through what.

    `sinusoidal` is None where nothing is added that could be looked at.
    """

    present: bool
    added: bool
    trained: bool
    learned: bool
    sinusoidal: bool | None
    moved: float
    misfit: float = 0.0
    sinusoids: Sinusoids | None = None


def measure(model: Model) -> PositionTable:
    """See what enters the first block for six tokens at the first and the last 64 positions.

    Measured with torch 2.13 and transformers 5.23 on small models:

    - `moved`, how far that goes from the first position, in standard deviations: 1.2 (XGLM) to 4.2
      (OPT) where there is a table; 0.0 for LLaMA, GPT-J, Cohere, BLOOM, MPT. Tolerance 1e-2.
    - `misfit`, how far two tokens' difference varies with the position: 1e-6 where a vector is
      added; .88 where the sum is normalised, 2.2 where it multiplies. Tolerance 1e-4.
      Vectors set side by side fit as well, but share no coordinate: at least half must be shared.
    - `trained`: a gradient of the difference between positions reaches a parameter, as a share of
      that difference: 4e2 to 6e2; rounding leaves 1e-4, in XGLM 1e-3. Tolerance 1.
    - `learned`: trained, and other parameters give other differences; GPT-2 has both, XGLM's
      computed table neither, sinusoids in a table that training may change only the first.
    """
    before = _norm_before_the_blocks(model)
    seen, moved = _moved(model, before)
    if before and moved < MOVES:
        # Blenderbot's small one adds its positions behind that norm.
        before = None
        seen, moved = _moved(model, before)
    one = seen[0]
    if moved < MOVES:
        return PositionTable(False, False, False, False, None, moved)
    apart = one - seen[1:]
    misfit = max(relative_change(it, it[:1].expand_as(it)) for it in apart)
    trained = _trained(model, one)
    learned = trained and _changes(model, one, before)
    if misfit > SAME_FOR_ALL_TOKENS or _side_by_side(one, apart):
        return PositionTable(True, False, trained, learned, None, moved, misfit)
    rows = _without_the_token(model, one, apart[:, 0].detach())
    kept = along(rows.detach().double().numpy(), LENGTH)
    return PositionTable(True, True, trained, learned, kept.all, moved, misfit, kept)


def _moved(model: Model, before: str | None) -> "tuple[torch.Tensor, float]":
    """What enters for each token, and how far that goes from what it is at the first position."""
    seen = entering_rows(model, before)
    one = seen[0]
    return seen, relative_change(one, one[:1].expand_as(one))


def entering_rows(model: Model, before: str | None = None) -> "torch.Tensor":
    """Take what enters the first block for a sequence of each token: tokens × rows × width.

    Or what enters the module before it that is named, where a sum is normalised.
    """
    import torch

    seen: list[torch.Tensor] = []
    tokens = torch.tensor(TOKENS)[:, None].expand(len(TOKENS), LENGTH)
    with torch.enable_grad():
        for start in _starts(model):
            positions = None if start is None else start + torch.arange(LENGTH)[None]
            at = model.module.get_submodule(before) if before else None
            rows = model.entering_first_block(tokens, positions, before=at)
            # CPM-Ant puts a prompt before its texts, and XLNet turns them round.
            rows = rows[:, -LENGTH:]
            if rows.shape[:2] != tokens.shape:
                raise CantTell("what enters the first block isn't one vector for each token")
            seen.append(rows)
    return torch.cat(seen, dim=1)


def _norm_before_the_blocks(model: Model) -> str | None:
    """Find what normalises the embeddings before the first block, as in BERT, if anything does."""
    parts = anatomy(model)
    kept = [it for it in parts.before if it.given.shape == it.made.shape and not it.is_matrix]
    return next((it.path for it in kept if norm_of(it.module, it.given.shape[-1])), None)


def _starts(model: Model) -> list[int | None]:
    """Where to look: from the first position on, and up to the last that the config allows."""
    context = getattr(model.config, "max_position_embeddings", None) or 0
    far = model.takes_positions and context > 2 * LENGTH
    return [None, context - LENGTH] if far else [None]


def _side_by_side(one: "torch.Tensor", apart: "torch.Tensor") -> bool:
    """Whether token and position have coordinates of their own: concatenated, not added."""
    of_positions = (one - one[:1]).abs().amax(0) > 0
    of_tokens = apart[:, 0].abs().amax(0) > 0
    shared = (of_positions & of_tokens).sum() / of_positions.sum()
    return bool(shared < SHARED_COORDINATES)


def _without_the_token(model: Model, one: "torch.Tensor", apart: "torch.Tensor") -> "torch.Tensor":
    """Fit s·E(token) + P(position): s from the differences of tokens, P is what is left.

    Of what can't be so fitted, the steps of P.
    """
    embedding = model.module.get_input_embeddings().weight.detach()[list(TOKENS)]
    steps = embedding[0] - embedding[1:]
    # XGLM multiplies its embeddings by √hidden, so the scale is measured.
    if steps.shape == apart.shape:
        scale = (apart * steps).sum() / (steps * steps).sum()
        if relative_change(apart, scale * steps) < SAME_FOR_ALL_TOKENS:
            table: torch.Tensor = one.detach() - scale * embedding[0]
            return table
    # Projected or beside another vector, as in BERT, the embedding isn't all that a token brings.
    # From row to row what it brings is the same, and steps of sinusoids are sinusoids.
    return (one[1:] - one[:-1]).detach()


def _changes(model: Model, one: "torch.Tensor", before: str | None) -> bool:
    """Whether other parameters give other differences between positions."""
    again = entering_rows(model.redrawn(), before)[0]
    return relative_change(one - one[:1], again - again[:1]) > MOVES


def _trained(model: Model, one: "torch.Tensor") -> bool:
    """Whether a gradient of the difference between positions reaches any parameter."""
    import torch

    if not one.requires_grad:
        return False
    parameters = [it for it in model.module.parameters() if it.requires_grad]
    # Relative to its own size, so that a table of small numbers counts as well.
    spread = (one - one[:1]).square().sum() / (one - one[:1]).detach().std()
    found = torch.autograd.grad(spread, parameters, allow_unused=True)
    return any(float(it.abs().max()) > TRAINED for it in found if it is not None)
