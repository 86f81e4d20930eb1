"""Weights files at true size that take no room: a real header, and behind it a hole."""

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from claims._checkpoints.formats.extents import Extent
from claims._checkpoints.inventory import Tensor
from claims._checkpoints.safetensors_header import render_header, written
from tests.hub.stored_tensors import data_bytes


def write_sparse(path: Path, header: bytes, data: int) -> None:
    """Write a header as it is given, and a hole as long as the data."""
    with path.open("wb") as file:
        file.write(len(header).to_bytes(8, "little") + header)
        file.truncate(8 + len(header) + data)


def header_of(tensors: Sequence[Tensor], padded: bool, in_order: bool) -> bytes:
    """Write a header, its data in the library's order today or in the one that is given."""
    if not in_order:
        header = render_header(tensors)
        return header if padded else header.rstrip(b" ")
    extents, begin = [], 0
    for it in tensors:
        extents.append(Extent(it, begin, begin + data_bytes(it)))
        begin = extents[-1].end
    return written(extents)


def write_index(path: Path, files: Mapping[str, Iterable[Tensor]]) -> None:
    """Write the index as the library does: sorted, indented, and a line end."""
    held = {it.name: file for file, them in files.items() for it in them}
    total = sum(data_bytes(it) for them in files.values() for it in them)
    table = {"metadata": {"total_size": total}, "weight_map": held}
    path.write_text(json.dumps(table, indent=2, sort_keys=True) + "\n", "utf-8")
