"""`SHA256SUMS`: the authors' own list of hashes."""

import re
from pathlib import Path

from claims._checkpoints.formats.reading import Reading
from claims._checkpoints.formats.refusal import PublishedFileError
from claims._checkpoints.formats.strict_json import bounded_bytes
from claims._checkpoints.published_file import Pin

_LINE = re.compile(r"([0-9a-f]{64})  ?\*?(?:.*/)?([^/\s]+)")


def read(path: Path) -> Reading:
    """Read one pin for each line."""
    pins = []
    text = bounded_bytes(path, 1_000_000).decode("utf-8", "replace")
    for number, line in enumerate(text.splitlines(), 1):
        found = _LINE.fullmatch(line.strip())
        if not found:
            raise PublishedFileError(path, f"line {number}", "a SHA-256 and a file name", line)
        pins.append(Pin("", found.group(2), sha256=found.group(1)))
    return Reading(pins=tuple(pins))
