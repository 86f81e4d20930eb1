"""Where a record and what is published now differ."""

from claims._checkpoints.drift import Drift
from claims._checkpoints.record import Record
from claims._checkpoints.stated_drifts import stated_drifts
from claims._checkpoints.stored_drifts import stored_drifts


def drifts(recorded: Record, there: Record) -> tuple[Drift, ...]:
    """Compare every recorded fact that the files now there speak of, whichever it was read from."""
    return tuple(dict.fromkeys((*stated_drifts(recorded, there), *stored_drifts(recorded, there))))
