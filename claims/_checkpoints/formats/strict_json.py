"""JSON as published: bounded in size, one object or list, and no name given twice."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

from claims._checkpoints.formats.refusal import PublishedFileError

# The largest index published for a LLaMA is 60 KB; a thousand times that is a mistake.
MOST_BYTES = 60_000_000


def bounded_bytes(path: Path, most: int = MOST_BYTES) -> bytes:
    """Read a file whole, unless it is larger than anything it could be."""
    size = path.stat().st_size
    if size > most:
        raise PublishedFileError(path, "size", f"at most {most:,} bytes", f"{size:,}")
    return path.read_bytes()


def parse(path: Path | str, data: bytes, kind: type = dict) -> Any:
    """Parse JSON of the wanted kind; refuses duplicate names and anything that is no JSON."""

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        table = dict(pairs)
        if len(table) != len(pairs):
            twice = Counter(name for name, _ in pairs).most_common(1)[0][0]
            raise PublishedFileError(path, repr(twice), "each name once", "the name twice")
        return table

    try:
        value = json.loads(data, object_pairs_hook=once)
    except (ValueError, RecursionError) as error:
        raise PublishedFileError(path, "content", "JSON", error) from None
    if type(value) is not kind:
        words = "an object" if kind is dict else "a list"
        raise PublishedFileError(path, "content", words, type(value).__name__)
    return value


def read(path: Path, kind: type = dict) -> Any:
    """Read and parse a JSON file."""
    return parse(path, bounded_bytes(path), kind)
