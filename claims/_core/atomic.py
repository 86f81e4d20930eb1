"""Writing a file so that whoever reads it sees the old text or the new one, never half of it."""

import os
import tempfile
import time
from pathlib import Path

# Writing takes milliseconds: what has lain for an hour belongs to a process that was killed.
_ABANDONED = 3600


def write_text(path: Path, text: str) -> None:
    """Replace a file's text at once; an interruption leaves the old file whole."""
    write_bytes(path, text.encode())


def write_bytes(path: Path, made: bytes) -> None:
    """Replace what a file holds at once; an interruption leaves the old file whole."""
    _make_folder(path)
    handle, part = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(made)
            file.flush()
            os.fsync(file.fileno())
        Path(part).chmod(0o644)
        Path(part).replace(path)
    except BaseException:
        Path(part).unlink(missing_ok=True)
        raise
    _remove_abandoned(path)


def _make_folder(path: Path) -> None:
    """Make the folder that a file lies in; raise NotADirectoryError if a file has its place."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError):
        taken = next((it for it in path.parents if it.exists()), path.parent)
        told = f"{taken}: expected a folder for {path.name}, found a file: move it or remove it"
        raise NotADirectoryError(told) from None


def _remove_abandoned(path: Path) -> None:
    """Remove what killed processes left of this file; others may be writing it right now."""
    before = time.time() - _ABANDONED
    beginning = f".{path.name}."
    for part in path.parent.iterdir():
        if part.name.startswith(beginning) and part.name.endswith(".part"):
            try:
                if part.stat().st_mtime < before:
                    part.unlink()
            except FileNotFoundError:
                continue  # another process was quicker
