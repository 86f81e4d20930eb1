"""Whether attention's keys turn with their position, how fast, and whether only distance counts."""

from dataclasses import dataclass

from claims._core.observed import CantTell
from claims._probes.models.model import LENGTH, Model, relative_change
from claims._probes.watching.nudging import nudged
from claims._probes.watching.same_input import Keys, keys_by_layer, multiplied_keys_by_layer
from claims._probes.watching.turning import Turning, fitted_theta, turning_of

STILL = 1e-6
MOVES = 0.1
NORMS_KEPT = 1e-5
NORMS_CHANGED = 1e-2
TURNS_EVENLY = 1e-4
SAME_ANGLES = 1e-6
# Radians a position, where a class turns in float32; its slowest pair turns by 1e-6 and more.
ROUNDED = 2e-8
SAME_OUTPUT = 1e-2
SHIFTS = (1, 17, 64)
STRETCH = 3


@dataclass(frozen=True)
class Rotation:
    """How the keys turn; `relative` is None where no positions can be passed to find out.

    `scale` is how many times as long as before the turn all keys are, at every position.
    """

    rotates: bool
    moved: float
    norm_deviation: float
    scale: float = 1.0
    pairing: str | None = None
    width: int = 0
    head_width: int = 0
    frequencies: tuple[float, ...] = ()
    theta: float | None = None
    fixed: bool = False
    relative: bool | None = None
    shifted: float | None = None
    stretched: float | None = None


def measure(model: Model) -> Rotation:
    """Compare every layer's cached keys for one and the same input at 64 positions.

    Measured with torch 2.13 and transformers 5.23 on small models of ten rotary architectures:

    - `moved`, in standard deviations of the keys: 3.2 to 4.9; 0.0 for GPT-2, OPT, XGLM, BLOOM, MPT
      and a LLaMA whose rotation is taken out. Still below 1e-6, moving above .1.
    - `norm_deviation`, of a pair of coordinates from position to position, and of a key from what
      it was before, but for `scale`: 4e-8, which is float32 in the sines; 1 to 6 under the other
      pairing, 21 where keys also grow by 5 % a position, 0.3 where one head of two is doubled. Kept
      below 1e-5, changed above 1e-2, and between them nobody knows.
    - `scale`: 1 to 4e-8, and what YaRN multiplies by, 1.1386 for a factor of 4, to 6e-8.
    - steps turn alike: 2.6e-6 at position 63. Tolerance 1e-4.
    - frequencies against the formulas: 9e-8, under llama3's scaling 2.4e-7; twice the θ .45, the
      scaling dropped 7. In float32 the slowest pair is off by 1.3e-2, hence float64.
    - `shifted` by up to 64: 2e-6 to 2e-5 of the logits' deviation; 5.9 with a learned table beside
      it. Tolerance 1e-2. `stretched` threefold: 1.9 to 5.3. Above .1, or nothing turns at all.
    - `fixed`: frequencies of another draw, with noise of .1 on all that training may change, are
      the same to 7e-12, as they are from layer to layer. Tolerance 1e-6.
    """
    double = model.in_double()
    layers = moving_keys(double)
    moved = [_moved(it) for it in layers]
    if max(moved) < STILL:
        return Rotation(False, max(moved), 0.0, head_width=layers[0].cached.shape[-1])
    turnings = tuple(turning_of(it) for it in layers)
    if not _all_turn(turnings, moved):
        norms = max(it.norm_deviation for it in turnings)
        return Rotation(False, max(moved), norms, head_width=turnings[0].head_width)
    turning = turnings[0]
    shifted, stretched = _shifted_and_stretched(model)
    return Rotation(
        rotates=True,
        moved=min(moved),
        norm_deviation=max(it.norm_deviation for it in turnings),
        scale=turning.scale,
        pairing=turning.pairing,
        width=turning.width,
        head_width=turning.head_width,
        frequencies=turning.frequencies,
        theta=fitted_theta(turning.frequencies),
        fixed=_fixed(double, turning),
        relative=None if shifted is None else _relative(shifted, stretched),
        shifted=shifted,
        stretched=stretched,
    )


def moving_keys(double: Model) -> tuple[Keys, ...]:
    """Each layer's cached keys; where there are none, or they stand still, those multiplied with.

    MiniCPM3 caches what its keys are made from, the first GPT nothing, and a layer with a window
    one token less than it sees: of a window of two there is one key, which can't be seen to turn.
    """
    cached: tuple[Keys, ...] = ()
    try:
        cached = tuple(it for it in keys_by_layer(double) if it.cached.shape[1] > 1)
        if len(cached) == len(double.blocks) and max(map(_moved, cached)) >= STILL:
            return cached
        return multiplied_keys_by_layer(double)
    except CantTell:
        if len(cached) < len(double.blocks):
            return multiplied_keys_by_layer(double)
        return cached


def _moved(keys: Keys) -> float:
    """How far keys go from the first position's, in their standard deviations."""
    return relative_change(keys.cached, keys.cached[:, :1].expand_as(keys.cached))


def _all_turn(turnings: tuple[Turning, ...], moved: list[float]) -> bool:
    """Say whether all layers turn, and alike; where layers differ, nothing."""
    turns = [far >= STILL and _turns(it, far) for it, far in zip(turnings, moved, strict=True)]
    if any(turns) and not all(turns):
        which = {word: [i for i, it in enumerate(turns) if it is word] for word in (True, False)}
        raise CantTell("rotary in some layers only", turning=which[True], others=which[False])
    other = [i for i, it in enumerate(turnings) if not _same_angles(turnings[0], it)]
    if all(turns) and other:
        raise CantTell("some layers turn otherwise than the first", layers=other)
    return all(turns)


def _turns(turning: Turning, moved: float) -> bool:
    """Say yes where norms stay and each step turns alike, no where norms change, else nothing."""
    if _evenly(turning) and moved > MOVES:
        return True
    if turning.norm_deviation > NORMS_CHANGED and moved > MOVES:
        return False
    raise CantTell(
        "the keys change with the position, yet neither clearly turn nor clearly don't",
        moved=moved,
        norm_deviation=turning.norm_deviation,
        angle_deviation=turning.angle_deviation,
    )


def _evenly(turning: Turning) -> bool:
    """Whether norms are kept and every step turns as far as the first."""
    return turning.norm_deviation < NORMS_KEPT and turning.angle_deviation < TURNS_EVENLY


def _same_angles(one: Turning, other: Turning) -> bool:
    """Whether two layers, or two draws of the parameters, turn alike."""
    if (one.pairing, one.width, one.head_width) != (other.pairing, other.width, other.head_width):
        return False
    if abs(one.scale / other.scale - 1) > NORMS_KEPT:
        return False
    pairs = zip(one.frequencies, other.frequencies, strict=True)
    return all(abs(a - b) < SAME_ANGLES * a + ROUNDED for a, b in pairs)


def _fixed(double: Model, turning: Turning) -> bool:
    """Whether neither other parameters, nor a change of those that training changes, turn else."""
    other = double.redrawn()
    # A patch may bring parameters that no draw changes. And no gradient is asked for: transformers
    # turns them off where it computes the angles.
    with nudged(other):
        turnings = [turning_of(it) for it in moving_keys(other)]
    return all(_evenly(it) and _same_angles(turning, it) for it in turnings)


def _shifted_and_stretched(model: Model) -> tuple[float | None, float | None]:
    """How far the logits change as all positions move on, and as their distances grow."""
    import torch

    if not model.takes_positions:
        return None, None
    start = torch.arange(LENGTH)
    positions = torch.stack([start, *(start + by for by in SHIFTS), start * STRETCH])
    usual, *others = model.logits(model.tokens().expand_as(positions), positions)
    *shifted, stretched = (relative_change(usual, it) for it in others)
    return max(shifted), stretched


def _relative(shifted: float, stretched: float | None) -> bool:
    return shifted < SAME_OUTPUT and stretched is not None and stretched > MOVES
