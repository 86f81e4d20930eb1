"""Which pairs of a key's coordinates turn with the position, and how far at each step."""

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from claims._core.observed import CantTell
from claims._probes.watching.same_input import Keys

if TYPE_CHECKING:
    import torch

PAIRINGS = ("half-split", "interleaved")
# How far a run of numbers may be from a multiple of the key, in lengths of the key: float64 leaves
# 1e-8, another direction .1 and more.
ASTRAY = 1e-6


@dataclass(frozen=True)
class Turning:
    """How the coordinates that move are paired, how well a pure turn explains them, how fast.

    `scale` is how many times as long as before the turn all keys are, at every position.
    """

    pairing: str
    width: int
    head_width: int
    norm_deviation: float
    angle_deviation: float
    frequencies: tuple[float, ...]
    scale: float = 1.0


def turning_of(keys: Keys) -> Turning:
    """Try both pairings of the coordinates that move, and take the one that keeps the norms.

    Norms are kept from position to position, and from before the rotation to after it but for one
    factor that all heads share, as YaRN's.
    """
    best = paired(keys)
    if not best.width:
        return best
    scales = _scales(keys.cached[:, 0], _moving(keys), keys.made)
    scale = sum(scales) / len(scales)
    unlike = max(abs(it / scale - 1) for it in scales)
    return replace(best, norm_deviation=max(best.norm_deviation, unlike), scale=scale)


def paired(keys: Keys) -> Turning:
    """The same from position to position alone."""
    moves = _moving(keys)
    if not moves.any():
        return Turning("none", 0, keys.cached.shape[-1], 0.0, 0.0, ())
    tried = [_turning(pairing, keys.cached[..., moves], len(moves)) for pairing in PAIRINGS]
    return min(tried, key=lambda it: it.norm_deviation)


def _moving(keys: Keys) -> "torch.Tensor":
    """Which coordinates of a key change with the position."""
    cached = keys.cached
    return (cached - cached[:, :1]).abs().amax(dim=(0, 1)) > 1e-9 * cached.abs().max()


def _turning(pairing: str, moving: "torch.Tensor", head_width: int) -> Turning:
    """Read coordinate pairs as complex numbers: heads × positions × pairs."""
    import torch

    width = moving.shape[-1]
    if width % 2:
        return Turning(pairing, width, head_width, math.inf, math.inf, ())
    half = width // 2
    if pairing == "half-split":
        pairs = torch.complex(moving[..., :half], moving[..., half:])
    else:
        pairs = torch.complex(moving[..., 0::2], moving[..., 1::2])
    start = pairs[:, :1]
    turn = pairs / start
    step = _step(turn)
    positions = torch.arange(turn.shape[1], dtype=step.dtype)
    expected = torch.polar(torch.ones_like(step), step) ** positions[:, None]
    return Turning(
        pairing=pairing,
        width=width,
        head_width=head_width,
        norm_deviation=float((turn.abs() - 1).abs().max()),
        angle_deviation=float((turn - expected).abs().max()),
        frequencies=tuple(float(it) for it in step.abs()),
    )


def _step(turn: "torch.Tensor") -> "torch.Tensor":
    """The angle of one step, from ever longer ways: a class may turn in float32, the slowest least.

    Each way is twice as long as the one before, so that its whole turns are known from that.
    """
    step, far = turn[:, 1].angle().mean(0), 1
    while far < turn.shape[1] - 1:
        far = min(2 * far, turn.shape[1] - 1)
        expected = step * far
        seen = turn[:, far].angle().mean(0)
        whole = ((expected - seen) / (2 * math.pi)).round()
        step = (seen + whole * 2 * math.pi) / far
    return step


def _scales(
    first: "torch.Tensor", moves: "torch.Tensor", made: "tuple[torch.Tensor, ...]"
) -> list[float]:
    """How much longer each head's key is than before it turned: at first it has only been scaled.

    Before, it is a run of numbers in what some module hands out, whatever the module is called.
    """
    import torch

    width, keys = first.shape[-1], first[:, moves]
    runs = torch.cat([it.unfold(0, width, 1)[:, moves] for it in made if len(it) >= width])
    products, squares = runs @ keys.T, (runs * runs).sum(-1, keepdim=True).clamp_min(1e-30)
    lengths = (keys * keys).sum(-1)
    astray = (lengths - products**2 / squares).clamp_min(0) / lengths
    scales = products / squares
    # Several modules may hand out one direction, as a projection and a norm after it do.
    off = (scales - 1).abs().masked_fill((astray > ASTRAY**2) | (scales <= 0), math.inf)
    nearest = off.min(0)
    if nearest.values.isinf().any():
        raise CantTell("keys move, but what they were before can't be found in the layer")
    return [float(it) for it in scales.gather(0, nearest.indices[None])[0]]


def fitted_theta(frequencies: tuple[float, ...]) -> float | None:
    """Read θ off a geometric progression c·θ^(-2i/width); None where the steps are unequal."""
    if len(frequencies) < 3 or min(frequencies) <= 0:
        return None
    logs = [math.log(it) for it in frequencies]
    slope = (logs[-1] - logs[0]) / (len(logs) - 1)
    astray = max(abs(log - logs[0] - slope * i) for i, log in enumerate(logs))
    return math.exp(-slope * len(logs)) if astray < 1e-3 else None
