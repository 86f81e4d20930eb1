"""The header of a safetensors file: 8 bytes of length, then JSON; read strictly, or rendered."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TypeGuard

from claims._checkpoints.formats import strict_json
from claims._checkpoints.formats.extents import Extent, covered
from claims._checkpoints.formats.refusal import PublishedFileError
from claims._checkpoints.formats.tensor_name import tensor_name
from claims._checkpoints.inventory import WIDTHS, Tensor

# The format would allow three times as much, which takes half a gigabyte to read; what is published
# is far below, as an index of all shards is, which may be as long.
LONGEST = 32_000_000


def header_length(path: Path | str, first: bytes, file_size: int) -> int:
    """Read the declared length of the header from the first 8 bytes, if it is possible at all."""
    if len(first) < 8:
        raise PublishedFileError(path, "header length", "8 bytes", f"{len(first)} bytes")
    length = int.from_bytes(first, "little")
    most = min(LONGEST, file_size - 8)
    if not 2 <= length <= most:
        raise PublishedFileError(path, "header length", f"2 to {most} bytes", length)
    return length


def parse_header(path: Path | str, header: bytes, data_bytes: int | None) -> list[Extent]:
    """Read where each tensor lies; the data, where its length is known, must be covered exactly."""
    table = strict_json.parse(path, header)
    table.pop("__metadata__", None)
    extents = extents_of(path, table)
    total = max((each.end for each in extents), default=0) if data_bytes is None else data_bytes
    gaps = covered(path, extents, total)
    if gaps:
        begin, end = gaps[0]
        words = f"{end - begin} bytes at {begin} that no tensor names"
        raise PublishedFileError(path, "data", f"{total} bytes covered", words)
    return extents


def extents_of(path: Path | str, table: dict[str, Any]) -> list[Extent]:
    """Read a table of names with `dtype`, `shape` and `data_offsets`."""
    return [_extent(path, name, row) for name, row in table.items()]


def _extent(path: Path | str, name: str, row: Any) -> Extent:
    if type(row) is not dict:
        raise PublishedFileError(path, repr(name), "a table", repr(row))
    dtype, shape, offsets = (row.get(key) for key in ("dtype", "shape", "data_offsets"))
    if type(dtype) is not str or dtype not in WIDTHS:
        raise PublishedFileError(path, f"dtype of {name!r}", "a known precision", repr(dtype))
    if not _whole_numbers(shape):
        raise PublishedFileError(path, f"shape of {name!r}", "whole numbers", repr(shape))
    if not _whole_numbers(offsets) or len(offsets) != 2:
        raise PublishedFileError(path, f"offsets of {name!r}", "begin and end", repr(offsets))
    begin, end = offsets
    return Extent(Tensor(tensor_name(path, name), dtype, tuple(shape)), begin, end)


def _whole_numbers(value: Any) -> TypeGuard[list[int]]:
    return type(value) is list and all(type(each) is int and each >= 0 for each in value)


def render_header(tensors: Iterable[Tensor]) -> bytes:
    """Write the header that the safetensors library would: wider precisions first, then by name.

    Padded with spaces to 8 bytes; the metadata is what transformers puts there.
    """
    ordered = sorted(tensors, key=lambda it: (-WIDTHS[str(it.dtype)], it.name))
    extents, begin = [], 0
    for it in ordered:
        extents.append(Extent(it, begin, begin + it.elements * WIDTHS[str(it.dtype)]))
        begin = extents[-1].end
    text = written(extents)
    return text + b" " * (-len(text) % 8)


def written(extents: Iterable[Extent]) -> bytes:
    """Write a header without padding, its tensors where they are."""
    table: dict[str, Any] = {"__metadata__": {"format": "pt"}}
    for it in extents:
        table[it.tensor.name] = {
            "dtype": it.tensor.dtype,
            "shape": it.tensor.shape,
            "data_offsets": [it.begin, it.end],
        }
    return json.dumps(table, separators=(",", ":"), ensure_ascii=False).encode()


def file_bytes(tensors: Iterable[Tensor], padded: bool = True) -> int:
    """Compute how long a safetensors file of these tensors is: length, header and data.

    Older files, GPT-2's among them, have a header without padding.
    """
    them = list(tensors)
    header = render_header(them)
    data = sum(it.elements * WIDTHS[str(it.dtype)] for it in them)
    return 8 + len(header if padded else header.rstrip(b" ")) + data
