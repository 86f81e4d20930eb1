"""What a position does to one and the same token: where it moves it, and what becomes of scores."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from claims._core.observed import CantTell
from claims._probes.models.model import LENGTH, Model
from claims._probes.watching.same_input import Keys
from claims._probes.watching.turning import paired

if TYPE_CHECKING:
    import torch

TOKENS = (11, 29)
# The queries' positions, how many keys before each are looked at, and how many positions moved to.
QUERIES = (63, 40)
OFFSETS = 24
POSITIONS = 6
DECIMALS = 3
# Scores that differ by less don't: attention computes them in 32 bits.
NOISE = 0.01

Rows = tuple[tuple[float, ...], ...]


@dataclass(frozen=True)
class PositionEffect:
    """A row for each position, with a pair of coordinates of each token; one for each offset.

    The latter has the score of each query, as the difference from its score at offset 0. Scores
    and coordinates are shares of the largest.
    """

    keys_turn: bool
    moved: Rows
    scores: Rows


def measure(model: Model) -> PositionEffect:
    """Put one token everywhere, and look at the first head of the first layer.

    The pair is the first two coordinates of what enters the first block; where that stays and keys
    don't, it is the first pair of a key that turns. Measured with torch 2.13 and transformers 5.23
    on small models, in float64: the scores of two queries at one offset are the same where keys
    turn, to the third decimal, 0 where no position is told, and differ by more than half of the
    largest under a table.
    """
    import torch

    double = model.in_double()
    tokens = torch.tensor(TOKENS)[:, None].expand(-1, LENGTH)
    entering = double.entering_first_block(tokens).detach()
    with torch.no_grad():
        seen = double.run(tokens, use_cache=True, output_attentions=True)
    turning = paired(Keys(_first_keys(seen)[0], ()))
    keys_turn = bool(turning.width) and not bool((entering - entering[:, :1]).any())
    moved = entering[:, :POSITIONS, :2]
    if keys_turn:
        other = turning.width // 2 if turning.pairing == "half-split" else 1
        moved = _first_keys(seen)[:, 0, :POSITIONS, [0, other]]
    # Of both tokens in one row: positions × (tokens × pairs).
    shares = (moved / moved.abs().max()).transpose(0, 1).flatten(1)
    scores = _by_offset(_first(seen.attentions)[0, 0].double())
    return PositionEffect(keys_turn, _numbered(shares), _numbered(scores.T))


def _first(seen: Any) -> Any:
    """The first layer's; raises CantTell if it hands out nothing."""
    if not seen or seen[0] is None:
        raise CantTell("its first layer hands out no attention weights")
    return seen[0]


def _first_keys(seen: Any) -> "torch.Tensor":
    """The first layer's cached keys: tokens × heads × positions × width."""
    found: torch.Tensor = seen.past_key_values.layers[0].keys
    return found


def _by_offset(weights: "torch.Tensor") -> "torch.Tensor":
    """How much more of each query goes to the key that stands so far before it, as a logarithm."""
    import torch

    rows = [weights[it, it - OFFSETS + 1 : it + 1].flip(0) for it in QUERIES]
    scores = torch.stack([(it / it[0]).log() for it in rows])
    return scores / scores.abs().max().clamp_min(NOISE)


def _numbered(rows: "torch.Tensor") -> Rows:
    """Each row behind its number, rounded."""
    return tuple(
        (float(number), *(round(it, DECIMALS) + 0.0 for it in row))
        for number, row in enumerate(rows.tolist())
    )
