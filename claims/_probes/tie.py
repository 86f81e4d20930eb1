"""Whether the matrix that reads tokens in is the one that scores them at the end."""

from dataclasses import dataclass

from claims._core.observed import CantTell
from claims._probes.model import Model, relative_change

UNUSED = 5
STILL = 1e-9
MOVES = 0.1


@dataclass(frozen=True)
class Tie:
    """How far a token's score moves with its own embedding, though the text doesn't hold it."""

    tied: bool
    moved: float


def measure(model: Model) -> Tie:
    """Change the embedding of a token that isn't in the text, at random, and look at its score.

    At random, since a LayerNorm's output sums to zero and doesn't see a constant. Measured with
    torch 2.13 and transformers 5.23 on small models, in deviations of the logits: 1 to 20 where the
    two are one, 0.0 where they aren't.
    """
    import torch

    tokens = model.tokens()
    usual = model.logits(tokens)[..., UNUSED]
    row = model.module.get_input_embeddings().weight.data[UNUSED]
    before = row.clone()
    generator = torch.Generator().manual_seed(0)
    try:
        row.add_(torch.randn(row.shape, generator=generator))
        moved = relative_change(usual, model.logits(tokens)[..., UNUSED])
    finally:
        row.copy_(before)
    if STILL < moved < MOVES:
        raise CantTell("a score moves a little with the embedding", moved=moved)
    return Tie(moved > MOVES, moved)
