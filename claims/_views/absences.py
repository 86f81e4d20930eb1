"""What a model is known not to have: that is told as such, and never as if nobody had looked."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from claims._checkpoints.catalogue import catalogue
from claims._views.observations import Cell, Cells, cell_of, observations, observed_in
from claims._views.place import Entry

NONE, INAPPLICABLE = "none", "doesn't apply"
# What it is that a rotation isn't scaled.
UNSCALED = {"rope_scaling": NONE, "rope_is_scaled": False}
# Only rotary positions have a base, and only rotary ones can be scaled.
ROTARY = ("rope_theta", *UNSCALED)
# Where two runs in training mode give the same, nothing is dropped anywhere.
DROPOUT = ("attention_dropout", "embedding_dropout", "residual_dropout")
# These round a width that a gate's third matrix made odd.
GATED = ("feed_forward_multiple_of", "feed_forward_multiplier")


def known(entries: Iterable[Entry]) -> Cells:
    """Every observed property of every checkpoint, and what it is known not to have."""
    every = list(entries)
    return {**absences(every), **observations(every)}


def absences(entries: Iterable[Entry]) -> Cells:
    """What each checkpoint is known not to have, by what rules it out."""
    every = list(entries)
    seen = observations(every)
    found = {
        (name, key): replace(cell, value=value)
        for name, cell, said in _read(every)
        for key, value in said.items()
    }
    for it in catalogue():
        found |= _ruled_out(seen, it.id)
    return found


def _ruled_out(seen: Cells, name: str) -> dict[tuple[str, str], Cell]:
    """What follows of a checkpoint from its positions, its gate and its runs in training mode."""
    positions, gated, random = (seen.get((name, it)) for it in ("positions", "gated", "random"))
    found: dict[tuple[str, str], Cell] = {}
    if positions and positions.value != "rotary":
        found |= {(name, key): replace(positions, value=INAPPLICABLE) for key in ROTARY}
    if gated and gated.value is False:
        found |= {(name, key): replace(gated, value=INAPPLICABLE) for key in GATED}
    if random and random.value is False:
        found |= {(name, key): replace(random, value=0) for key in DROPOUT}
    return found


def _read(entries: Iterable[Entry]) -> Iterator[tuple[str, Cell, Mapping[str, Any]]]:
    """Every checkpoint of which a claim observed how its rotation is scaled, and what that says."""
    for entry, unit, level in observed_in(entries):
        observed = level["observed"]
        if "rope_scaling" not in observed:
            continue
        if observed["rope_scaling"] is None:
            # What no file states rests on what the rotation itself was read from.
            read = "rope_theta" if "rope_theta" in observed else "rope_scaling"
            yield unit, cell_of(entry, level, read), UNSCALED
        else:
            yield unit, cell_of(entry, level, "rope_scaling"), {"rope_is_scaled": True}
