"""Whether the matrix that reads tokens in is the one that scores them at the end."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from claims._core.observed import CantTell
from claims._probes.models.model import Model, relative_change

if TYPE_CHECKING:
    import torch

RESTS_ON = ("tied_embeddings",)

UNUSED = 5
STILL = 1e-9
MOVES = 0.1
ONE_MATRIX = 1e-4


@dataclass(frozen=True)
class Tie:
    """How far a token's score moves with its own embedding, though the text doesn't hold it."""

    tied: bool
    moved: float


def measure(model: Model) -> Tie:
    """Change the embedding of a token that isn't in the text, at random, and look at its score.

    At random, since a LayerNorm's output sums to zero and doesn't see a constant. With one matrix
    the score, as it leaves the head, is what enters there times the embedding, up to a scale and
    the token's own bias, before the change and after it: measured with torch 2.13 and transformers
    5.23 on small models in float64, to 1e-15 of the largest score, and off by 1 and more with a
    head of the embedding's opposite, or of it and something else. Tolerance 1e-4. Scores move by 1
    to 230 of their deviations where the two are one, by 0.0 where they aren't: above .1 they move,
    below 1e-9 they don't, and what is between is no clear answer.
    """
    import torch

    model = model.in_double()
    tokens = model.tokens()
    row = model.module.get_input_embeddings().weight.data[UNUSED]
    entering, usual = _scores(model, tokens)
    before = row.clone()
    generator = torch.Generator().manual_seed(0)
    try:
        row.add_(torch.randn(row.shape, generator=generator))
        _, changed = _scores(model, tokens)
        after = row.clone()
    finally:
        row.copy_(before)
    moved = relative_change(usual, changed)
    if moved < STILL:
        return Tie(False, moved)
    if entering.shape[-1] != len(before) or moved < MOVES:
        raise CantTell("a score moves with the embedding, but not as by one matrix", moved=moved)
    expected = torch.stack([entering @ before, entering @ after])
    seen = torch.stack([usual, changed])
    # A bias is the same at every position, and before the change as after it.
    seen, expected = (it - it.mean() for it in (seen, expected))
    scale = (seen * expected).sum() / (expected * expected).sum()
    astray = float((seen - scale * expected).abs().max() / seen.abs().max())
    if scale <= 0 or astray > ONE_MATRIX:
        raise CantTell("a score moves with the embedding, but isn't made by it", astray=astray)
    return Tie(True, moved)


def _scores(model: Model, tokens: "torch.Tensor") -> "tuple[torch.Tensor, torch.Tensor]":
    """What enters the head, and the unused token's score as it leaves it, before any cap."""
    seen: list[tuple[torch.Tensor, torch.Tensor]] = []
    head = model.module.get_output_embeddings()
    if head is None:
        raise CantTell(f"{type(model.module).__name__} names no head")

    def note(_: Any, args: Any, made: "torch.Tensor") -> None:
        seen.append((args[0].detach(), made.detach().clone()))

    handle = head.register_forward_hook(note)
    try:
        model.logits(tokens)
    finally:
        handle.remove()
    if not seen:
        raise CantTell(f"{type(model.module).__name__} doesn't run the head that it names")
    entering, scores = seen[0]
    return entering[0], scores[0, :, UNUSED]
