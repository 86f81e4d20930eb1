"""`*.index.json`: which tensor is in which weights file, and how many bytes they are together."""

from pathlib import Path
from typing import Any

from claims._checkpoints.formats import strict_json
from claims._checkpoints.formats.reading import Reading
from claims._checkpoints.formats.refusal import PublishedFileError
from claims._checkpoints.formats.tensor_name import tensor_name
from claims._checkpoints.inventory import Inventory, Part, Tensor

# The most published of a LLaMA are 191; each is asked for on its own.
_MOST_FILES = 1000
_LONGEST_NAME = 255


def read(path: Path) -> Reading:
    """Read names, weights files and the total; an index states no shapes."""
    published = strict_json.read(path)
    weights = published.get("weight_map")
    if type(weights) is not dict or not weights:
        raise PublishedFileError(path, "`weight_map`", "a table of names", type(weights).__name__)
    files: dict[str, list[Tensor]] = {}
    for name, file in weights.items():
        files.setdefault(_plain_name(path, name, file), []).append(Tensor(tensor_name(path, name)))
    if len(files) > _MOST_FILES:
        raise PublishedFileError(path, "`weight_map`", f"at most {_MOST_FILES} files", len(files))
    parts = tuple(Part(file, tuple(files[file])) for file in sorted(files))
    return Reading(inventory=Inventory(path.name, parts, total_bytes=_total(path, published)))


def _plain_name(path: Path, name: str, file: Any) -> str:
    """Refuse a weights file outside the model's own folder."""
    if type(file) is not str or file in ("", ".", "..") or any(it in file for it in "/\\\0"):
        raise PublishedFileError(path, f"`weight_map` of {name!r}", "a file name", repr(file))
    if len(file.encode()) > _LONGEST_NAME:
        words = f"a file name of at most {_LONGEST_NAME} bytes"
        raise PublishedFileError(path, f"`weight_map` of {name!r}", words, repr(file))
    return file


def _total(path: Path, published: dict[str, Any]) -> int | None:
    metadata = published.get("metadata", {})
    if type(metadata) is not dict:
        raise PublishedFileError(path, "`metadata`", "a table", repr(metadata))
    total = metadata.get("total_size")
    # Some tools write the total as a float; one with a fraction is no number of bytes.
    if type(total) is float and total.is_integer():
        total = int(total)
    if total is not None and (type(total) is not int or not 0 <= total <= 2**63):
        raise PublishedFileError(path, "`total_size`", "a number of bytes", repr(total))
    return total
