"""The weights files in a folder, told apart from all others by a digest of the whole of each."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from claims._checkpoints.attestations.attestation import WholeFile
from claims._checkpoints.source import OnBytes
from claims._checkpoints.weights.stored import Stored

# Read at a time.
PIECE = 16 * 2**20


def files_of_weights(stored: Stored) -> list[Path]:
    """The files that a checkpoint's tensors lie in."""
    names = {file for file, _ in stored.places.values()}
    return [Path(stored.location) / name for name in sorted(names)]


def whole_files(paths: Iterable[Path], on_bytes: OnBytes) -> tuple[WholeFile, ...]:
    """Read each file from end to end for its SHA-256, which the hub shows too."""
    return tuple(_whole(it, on_bytes) for it in paths)


def _whole(path: Path, on_bytes: OnBytes) -> WholeFile:
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            digest.update(piece)
            size += len(piece)
            on_bytes(len(piece))
    return WholeFile(path.name, size, digest.hexdigest())
