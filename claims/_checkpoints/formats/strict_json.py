"""JSON as published: bounded in size, one object or list, and no name given twice."""

import json
import math
from collections import Counter
from pathlib import Path
from typing import Any, NoReturn

from claims._checkpoints.formats.refusal import PublishedFileError

# The largest index published for a LLaMA is 60 KB; a thousand times that is a mistake.
MOST_BYTES = 60_000_000
# Parsed, three bytes may take sixty: a file of nothing but brackets would take all the memory. The
# header of a hundred thousand tensors holds fewer values than this.
MOST_VALUES = 1_000_000
ENDLESS = ("Infinity", "-Infinity")


def bounded_bytes(path: Path, most: int = MOST_BYTES) -> bytes:
    """Read a file whole, unless it is larger than anything it could be."""
    size = path.stat().st_size
    if size > most:
        raise PublishedFileError(path, "size", f"at most {most:,} bytes", f"{size:,}")
    return path.read_bytes()


def parse(path: Path | str, data: bytes, kind: type = dict, *, endless: bool = False) -> Any:
    """Parse JSON of the wanted kind; refuses duplicate names and anything that is no JSON.

    But for the word Infinity where something may be `endless`, as transformers writes in a config.
    """
    # Some of these may stand in texts: a bound on the values, and no count of them.
    if sum(data.count(each) for each in (b",", b"[", b"{")) > MOST_VALUES:
        raise PublishedFileError(path, "content", f"at most {MOST_VALUES:,} values", "more")

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        table = dict(pairs)
        if len(table) != len(pairs):
            twice = Counter(name for name, _ in pairs).most_common(1)[0][0]
            raise PublishedFileError(path, repr(twice), "each name once", "the name twice")
        return table

    def no_number(token: str) -> NoReturn:
        raise PublishedFileError(path, "content", "numbers that JSON has", token)

    def word(token: str) -> float:
        return float(token) if endless and token in ENDLESS else no_number(token)

    def finite(token: str) -> float:
        number = float(token)
        return number if math.isfinite(number) else no_number(token)

    try:
        # Left to itself, `json` takes UTF-16 and UTF-32 too, and halves of surrogate pairs.
        text = data.decode("utf-8")
        value = json.loads(text, object_pairs_hook=once, parse_constant=word, parse_float=finite)
        if "\\ud" in text or "\\uD" in text:
            json.dumps(value, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as error:
        raise PublishedFileError(path, "content", "JSON in UTF-8", error) from None
    if type(value) is not kind:
        words = "an object" if kind is dict else "a list"
        raise PublishedFileError(path, "content", words, type(value).__name__)
    return value


def read(path: Path, kind: type = dict, *, endless: bool = False) -> Any:
    """Read and parse a JSON file."""
    return parse(path, bounded_bytes(path), kind, endless=endless)
