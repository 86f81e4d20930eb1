"""A safetensors file: its header, and nothing of its data."""

import hashlib
from pathlib import Path

from claims._checkpoints.formats.extents import Extent
from claims._checkpoints.formats.reading import Reading
from claims._checkpoints.inventory import Inventory, Part
from claims._checkpoints.safetensors_header import header_length, parse_header


def read(path: Path) -> Reading:
    """Read the inventory from the header; the data must be exactly as long as it declares."""
    size = path.stat().st_size
    length, header = _header(path)
    tensors = tuple(each.tensor for each in parse_header(path, header, size - 8 - length))
    part = Part(path.name, tensors, header_bytes=length, file_bytes=size)
    return Reading(inventory=Inventory(path.name, (part,), total_bytes=size - 8 - length))


def extents(path: Path) -> list[Extent]:
    """Read where in the file each tensor lies, counted from the file's first byte."""
    length, header = _header(path)
    begin = 8 + length
    found = parse_header(path, header, path.stat().st_size - begin)
    return [Extent(it.tensor, begin + it.begin, begin + it.end) for it in found]


def _header(path: Path) -> tuple[int, bytes]:
    with path.open("rb") as file:
        length = header_length(path, file.read(8), path.stat().st_size)
        return length, file.read(length)


def header_sha256(path: Path) -> str:
    """Hash the length and the header: of weights, that is all that is read."""
    with path.open("rb") as file:
        length = file.read(8)
        return hashlib.sha256(length + file.read(int.from_bytes(length, "little"))).hexdigest()
