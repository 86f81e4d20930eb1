"""A safetensors file: its header, and nothing of its data."""

import hashlib
from pathlib import Path

from claims._checkpoints.formats.reading import Reading
from claims._checkpoints.inventory import Inventory, Part
from claims._checkpoints.safetensors_header import header_length, parse_header


def read(path: Path) -> Reading:
    """Read the inventory from the header; the data must be exactly as long as it declares."""
    size = path.stat().st_size
    with path.open("rb") as file:
        length = header_length(path, file.read(8), size)
        header = file.read(length)
    extents = parse_header(path, header, size - 8 - length)
    tensors = tuple(each.tensor for each in extents)
    part = Part(path.name, tensors, header_bytes=length, file_bytes=size)
    return Reading(inventory=Inventory(path.name, (part,), total_bytes=size - 8 - length))


def header_sha256(path: Path) -> str:
    """Hash the length and the header: of weights, that is all that is read."""
    with path.open("rb") as file:
        length = file.read(8)
        return hashlib.sha256(length + file.read(int.from_bytes(length, "little"))).hexdigest()
