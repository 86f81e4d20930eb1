"""The files of a model on this machine, told from all others by a digest of the whole of each."""

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path

from claims._checkpoints.attestations.attestation import WholeFile
from claims._checkpoints.hub.place import Place
from claims._checkpoints.source import OnBytes
from claims._checkpoints.weights.stored import Stored
from claims._core.errors import Refused

# Read at a time.
PIECE = 16 * 2**20
# Whatever the library makes a tokenizer of.
TOKENIZER = (
    "added_tokens.json",
    "merges.txt",
    "special_tokens_map.json",
    "tokenizer.json",
    "tokenizer.model",
    "tokenizer_config.json",
    "vocab.json",
)
# Size, time of the last change and number; None of what is gone.
Stamp = tuple[int, int, int] | None


def files_of_weights(stored: Stored) -> list[Path]:
    """The files that a checkpoint's tensors lie in, in a folder or in the hub's cache."""
    return _here(stored, sorted({file for file, _ in stored.places.values()}))


def files_of_tokenizer(stored: Stored) -> list[Path]:
    """The files that a tokenizer may be read from, where the model is here to be run."""
    return _here(stored, TOKENIZER) if stored.all_here else []


def _here(stored: Stored, names: Iterable[str]) -> list[Path]:
    if stored.revision is None:
        return [path for it in names if (path := Path(stored.location) / it).is_file()]
    places = (Place(stored.location, it, stored.revision).cached for it in names)
    return list(filter(None, places))


def stamps(paths: Iterable[Path]) -> dict[Path, Stamp]:
    """What changes of a file when anybody writes to it, or puts another in its place."""
    return {it: _stamp(it) for it in paths}


def require_unchanged(before: Mapping[Path, Stamp]) -> None:
    """Raise Refused where a file is no longer the one that was digested: another may have run."""
    for path, stamp in before.items():
        if _stamp(path) != stamp:
            words = "expected the same file until the run has ended, measured a change to it"
            raise Refused(f"{path.name}: {words}, so no attestation was written")


def _stamp(path: Path) -> Stamp:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns, found.st_ino


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
