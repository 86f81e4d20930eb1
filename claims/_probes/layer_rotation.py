"""Whether each layer's keys turn with their position, layer by layer, whatever the others do."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from claims._core.observed import CantTell
from claims._probes.models.model import Model, relative_change
from claims._probes.rotation import MOVES, NORMS_KEPT, STILL, TURNS_EVENLY, moving_keys
from claims._probes.watching.normalizing import norm_of
from claims._probes.watching.same_input import Keys, keys_where_there_are_any
from claims._probes.watching.turning import Turning, paired


@dataclass(frozen=True)
class LayerRotation:
    """Whether one layer's keys turn, and how; None where they change in some other way."""

    turns: bool | None
    turning: Turning | None = None


def measure(model: Model) -> tuple[LayerRotation, ...]:
    """Read every layer's keys as `rotation` does, with its tolerances.

    Two things more are allowed. A key may be longer than before it turned, at all positions alike:
    YaRN multiplies by 1.07 to 1.35; or in another order, as DeepSeek's. And a norm of the keys may
    come after the turn, as in Hunyuan: its gain, a number for each coordinate, is made even for as
    long as is looked. A layer that keeps a state in place of attention has no keys that could turn.
    """
    double = model.in_double()
    found = _read(_keys(double))
    if all(it.turns is not None for it in found):
        return found
    with _even_gains(double):
        again = _read(_keys(double))
    return tuple(b if a.turns is None else a for a, b in zip(found, again, strict=True))


def _keys(double: Model) -> tuple[Keys | None, ...]:
    try:
        return moving_keys(double)
    except CantTell:
        found = keys_where_there_are_any(double)
        if not any(found):
            raise
        return found


def _read(layers: tuple[Keys | None, ...]) -> tuple[LayerRotation, ...]:
    return tuple(_layer(it) if it else LayerRotation(False) for it in layers)


def _layer(keys: Keys) -> LayerRotation:
    moved = relative_change(keys.cached, keys.cached[:, :1].expand_as(keys.cached))
    if moved < STILL:
        return LayerRotation(False)
    turning = paired(keys)
    kept = turning.norm_deviation < NORMS_KEPT and turning.angle_deviation < TURNS_EVENLY
    return LayerRotation(True if kept and moved > MOVES else None, turning)


@contextmanager
def _even_gains(model: Model) -> Iterator[None]:
    """Set the gains of all norms in the blocks to one value, and back again."""
    gains = [it for block in model.blocks for norm in _norms(block) for it in norm.parameters()]
    before = [(it, it.detach().clone()) for it in gains]
    try:
        for gain in gains:
            gain.data.fill_(1.0)
        yield
    finally:
        for gain, value in before:
            gain.data.copy_(value)


def _norms(block: Any) -> list[Any]:
    """The leaves of a block with one vector of parameters, if they normalise."""
    leaves = [it for it in block.modules() if not list(it.children())]
    single = [it for it in leaves if [p.dim() for p in it.parameters()] == [1]]
    return [it for it in single if norm_of(it, next(it.parameters()).numel())]
