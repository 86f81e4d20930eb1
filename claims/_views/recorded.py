"""A checkpoint's record as views take it: where there is none, they say so."""

from claims._checkpoints.catalogue import Checkpoint
from claims._checkpoints.record import Record
from claims._checkpoints.source import Recorded
from claims._core.observed import Untested

# Of a revision or a hash in a table, enough to tell it from any other.
SHORT = 12


def recorded(checkpoint: Checkpoint) -> Record | None:
    """The record of a checkpoint, if the project has one."""
    try:
        return Recorded().record(checkpoint.id)
    except Untested:
        return None
