"""`PINS.tsv` and `PROVENANCE.tsv`: what others measured, and how a found file is tied to it."""

import re
from collections.abc import Iterator
from pathlib import Path

from claims._checkpoints.formats.refusal import PublishedFileError
from claims._checkpoints.formats.strict_json import bounded_bytes
from claims._checkpoints.published_file import Pin

_PINS = ("checkpoint", "revision", "file", "size", "sha256")
_TIES = ("file", "sha256", "strength")
_REVISION = re.compile(r"[0-9a-f]{7,40}")
# Eighteen digits are a million terabytes; what is longer no size is, nor fits a TOML number.
_SIZE = re.compile(r"[0-9]{1,18}")
_SHA256 = re.compile(r"[0-9a-f]{64}")


def read_pins(folder: Path) -> tuple[Pin, ...]:
    """Read the pins of a folder that has a table of them; `repo` is the table's checkpoint."""
    path = folder / "PINS.tsv"
    return tuple(_pin(path, at, row) for at, row in _rows(path, _PINS))


def read_ties(folder: Path) -> dict[str, tuple[str, str]]:
    """Read, for each file, its SHA-256 and how strongly it is tied to the published one."""
    path = folder / "PROVENANCE.tsv"
    return {row["file"]: (row["sha256"], row["strength"]) for _, row in _rows(path, _TIES)}


def _rows(path: Path, needed: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    if not path.is_file():
        return
    lines = bounded_bytes(path, 10_000_000).decode("utf-8", "replace").splitlines()
    columns = lines[0].split("\t") if lines else []
    if not set(needed) <= set(columns):
        raise PublishedFileError(path, "line 1", f"columns {', '.join(needed)}", columns)
    for number, line in enumerate(lines[1:], 2):
        cells = line.split("\t")
        if len(cells) > len(columns):
            raise PublishedFileError(path, f"line {number}", f"{len(columns)} cells", len(cells))
        cells += [""] * (len(columns) - len(cells))
        yield number, dict(zip(columns, cells, strict=True))


def _pin(path: Path, number: int, row: dict[str, str]) -> Pin:
    size, sha256 = row["size"], row["sha256"]
    if size and not _SIZE.fullmatch(size):
        raise PublishedFileError(path, f"line {number}", "a size in bytes", size)
    if sha256 and not _SHA256.fullmatch(sha256):
        raise PublishedFileError(path, f"line {number}", "a SHA-256", sha256)
    # A revision with words after it isn't stated to be this file's own.
    revision = row["revision"] if _REVISION.fullmatch(row["revision"]) else None
    return Pin(
        row["checkpoint"], row["file"], int(size) if size else None, sha256 or None, revision
    )
