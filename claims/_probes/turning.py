"""Which pairs of a key's coordinates turn with the position, and how far at each step."""

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import torch

PAIRINGS = ("half-split", "interleaved")


@dataclass(frozen=True)
class Turning:
    """How the coordinates that move are paired, how well a pure turn explains them, how fast."""

    pairing: str
    width: int
    norm_deviation: float
    angle_deviation: float
    frequencies: tuple[float, ...]


def best_turning(keys: "torch.Tensor") -> Turning:
    """Try both pairings of the coordinates that move, and take the one that keeps the norms."""
    moves = (keys - keys[:, :1]).abs().amax(dim=(0, 1)) > 1e-9 * keys.abs().max()
    moving = keys[..., moves]
    tried = [_turning(pairing, moving) for pairing in PAIRINGS]
    return min(tried, key=lambda it: it.norm_deviation)


def _turning(pairing: str, moving: "torch.Tensor") -> Turning:
    """Read coordinate pairs as complex numbers: heads × positions × pairs."""
    import torch

    width = moving.shape[-1]
    if width % 2 or not width:
        return Turning(pairing, width, math.inf, math.inf, ())
    half = width // 2
    if pairing == "half-split":
        pairs = torch.complex(moving[..., :half], moving[..., half:])
    else:
        pairs = torch.complex(moving[..., 0::2], moving[..., 1::2])
    start = pairs[:, :1]
    turn = pairs / start
    step = turn[:, 1].angle().mean(0)
    positions = torch.arange(turn.shape[1], dtype=step.dtype)
    expected = torch.polar(torch.ones_like(step), step) ** positions[:, None]
    return Turning(
        pairing=pairing,
        width=width,
        norm_deviation=float((turn.abs() - 1).abs().max()),
        angle_deviation=float((turn - expected).abs().max()),
        frequencies=tuple(float(it) for it in step.abs()),
    )


def fitted_theta(frequencies: tuple[float, ...]) -> float | None:
    """Read θ off a geometric progression c·θ^(-2i/width); None where the steps are unequal."""
    if len(frequencies) < 3 or min(frequencies) <= 0:
        return None
    logs = [math.log(it) for it in frequencies]
    slope = (logs[-1] - logs[0]) / (len(logs) - 1)
    astray = max(abs(log - logs[0] - slope * i) for i, log in enumerate(logs))
    return math.exp(-slope * len(logs)) if astray < 1e-3 else None
