"""The tensors of a folder, for a test."""

from pathlib import Path

from claims._checkpoints.weights.local import Local
from claims._checkpoints.weights.stored import Stored, stored


def in_folder(folder: Path) -> Stored:
    """Find them; there must be some."""
    found = stored(folder, Local(folder))
    assert found is not None
    return found
