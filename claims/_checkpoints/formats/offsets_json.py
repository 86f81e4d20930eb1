"""Offsets of a safetensors file that were published without its header, some of them unnamed."""

from pathlib import Path
from typing import Any

from claims._checkpoints.formats import strict_json
from claims._checkpoints.formats.extents import covered
from claims._checkpoints.formats.reading import Reading
from claims._checkpoints.formats.refusal import PublishedFileError
from claims._checkpoints.inventory import Gap, Inventory, Part
from claims._checkpoints.safetensors_header import extents_of, written


def read(path: Path) -> Reading:
    """Read the named tensors, and the sizes of the gaps where a tensor lies unnamed."""
    published = strict_json.read(path)
    file, tensors = published.get("file"), published.get("tensors")
    if type(file) is not str or type(tensors) is not dict:
        raise PublishedFileError(path, "content", "`file` and `tensors`", ", ".join(published))
    header, data, size = (
        _bytes(path, published, key) for key in ("header_size", "data_size", "file_size")
    )
    if 8 + header + data != size:
        raise PublishedFileError(path, "`file_size`", f"8 + {header} + {data}", size)
    extents = extents_of(path, tensors)
    gaps = tuple(Gap(*each) for each in covered(path, extents, data))
    part = Part(
        file,
        tuple(each.tensor for each in extents),
        gaps,
        gap_header_bytes=header - len(written(extents)) if gaps else None,
        header_bytes=header,
        file_bytes=size,
    )
    return Reading(inventory=Inventory(path.name, (part,), total_bytes=data))


def _bytes(path: Path, published: dict[str, Any], key: str) -> int:
    value = published.get(key)
    if type(value) is not int or not 0 < value <= 2**63:
        raise PublishedFileError(path, f"`{key}`", "a number of bytes", repr(value))
    return value
