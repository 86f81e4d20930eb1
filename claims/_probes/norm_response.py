"""What a norm makes of a vector, of the same shifted, and of the same scaled."""

from typing import Any

from claims._core.observed import CantTell
from claims._probes.models.model import Model
from claims._probes.watching.anatomy import anatomy
from claims._probes.watching.normalizing import norm_of

# So many different numbers are in the vector, evenly spread.
SHOWN = 8
SPREAD = 1.5
SHIFT, SCALE = 2.0, 3.0
LARGE = 1e3  # next to which no epsilon counts
DECIMALS = 3

Response = tuple[tuple[float, ...], ...]


def measure(model: Model) -> Response:
    """Give the first block's first norm a vector of eight numbers that rise evenly.

    Six numbers for each of them: as it enters plainly, shifted and scaled, and as it comes out of
    each, with the norm's own gains and biases taken away. Measured with torch 2.13 and transformers
    5.23 on small models: out of LayerNorm all three are the same to the third decimal; of RMSNorm
    the shifted ones lie closer together, by up to 1.8 from where they were.
    """
    import torch

    norm, width = _first_norm(model)
    # The same few numbers at any width, each in as many coordinates.
    number = torch.arange(width) * SHOWN // width
    plain = torch.linspace(-SPREAD, SPREAD, SHOWN, dtype=torch.float64)[number]
    signs = torch.ones(width, dtype=torch.float64)
    signs[::2] = -1
    # Alternating signs have no mean and unit variance: what comes out for them is the gains alone.
    entering = torch.stack([plain, plain + SHIFT, plain * SCALE, signs * LARGE])
    with torch.no_grad():
        made, turned = norm(entering[None])[0].double(), norm(-entering[None])[0].double()
    leaving = made - (made + turned) / 2
    rows = torch.cat([entering[:3], leaving[:3] / (leaving[3] * signs)])
    at = [int((number == it).nonzero()[0]) for it in range(SHOWN)]
    return tuple(tuple(round(it, DECIMALS) + 0.0 for it in row) for row in rows[:, at].T.tolist())


def _first_norm(model: Model) -> tuple[Any, int]:
    """The first module of the first block that normalises, and how wide its vectors are."""
    block = anatomy(model).blocks[0]
    width = block.leaves[0].given.shape[-1]
    kept = [it for it in block.leaves if not it.is_matrix and it.given.shape == it.made.shape]
    for leaf in kept:
        if leaf.given.shape[-1] == width and norm_of(leaf.module, width):
            return leaf.module, width
    raise CantTell(f"{type(model.module).__name__} has no norm in its first block")
