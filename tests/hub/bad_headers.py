"""Repositories whose weights file has a header that can't be, or that nobody should read."""

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from tests.checkpoints.made_up import tiny_llama_folder
from tests.hub.sparse_file import write_sparse

WEIGHTS = "model.safetensors"
Maker = Callable[[Path], Path]


def row(dtype: str, shape: list[int], begin: int, end: int) -> dict[str, Any]:
    """An entry of a header."""
    return {"dtype": dtype, "shape": shape, "data_offsets": [begin, end]}


def with_header(folder: Path, header: bytes, data: int = 0) -> Path:
    """A repository whose weights are this header and so many bytes, none of them written."""
    tiny_llama_folder(folder)
    write_sparse(folder / WEIGHTS, header, data)
    return folder


def with_table(folder: Path, table: dict[str, Any], data: int) -> Path:
    """A repository whose header is this table."""
    return with_header(folder, json.dumps(table).encode(), data)


def length_declared(folder: Path, length: int = 2**63) -> Path:
    """A header that says it is longer than any file."""
    tiny_llama_folder(folder)
    (folder / WEIGHTS).write_bytes(length.to_bytes(8, "little") + b"{}" + bytes(100))
    return folder


def header_of_length(folder: Path, length: int = 100_000_000) -> Path:
    """A header as long as it says, all of it JSON."""
    before, after = b'{"__metadata__":{"pad":"', b'"},"a":%s}'
    entry = json.dumps(row("F32", [1], 0, 4)).encode()
    pad = b"x" * (length - len(before) - len(after % entry))
    return with_header(folder, before + pad + after % entry, 4)


def cut_header(folder: Path) -> Path:
    """A file that ends within its header."""
    tiny_llama_folder(folder)
    data = (folder / WEIGHTS).read_bytes()
    (folder / WEIGHTS).write_bytes(data[:100])
    return folder


def same_name_twice(folder: Path) -> Path:
    """A tensor named twice, which a lenient reader would take once."""
    one = json.dumps(row("F16", [1], 0, 2))
    return with_header(folder, f'{{"a":{one},"a":{one}}}'.encode(), 2)


def not_a_number(folder: Path) -> Path:
    """A NaN in the metadata, which is no JSON."""
    entry = json.dumps(row("F16", [1], 0, 2))
    return with_header(folder, f'{{"__metadata__":{{"x":NaN}},"a":{entry}}}'.encode(), 2)


def deep_nesting(folder: Path, depth: int = 100_000) -> Path:
    """Lists within lists, deeper than a parser can go."""
    return with_header(folder, b'{"a":' + b"[" * depth + b"]" * depth + b"}")


def not_utf8(folder: Path) -> Path:
    """Bytes that are no text."""
    return with_header(folder, b'{"\xff\xfe":{}}')


def _pair(one: tuple[int, int], other: tuple[int, int], data: int) -> Maker:
    table = {"a": row("F16", [2], *one), "b": row("F16", [2], *other)}
    return partial(with_table, table=table, data=data)


def _single(dtype: Any, shape: list[Any], begin: int, end: int, data: int) -> Maker:
    return partial(with_table, table={"a": row(dtype, shape, begin, end)}, data=data)


BAD_HEADERS: dict[str, Maker] = {
    "length of 2^63": length_declared,
    "length of 2^64 - 1": partial(length_declared, length=2**64 - 1),
    "length of 0": partial(length_declared, length=0),
    "longer than allowed": partial(header_of_length, length=100_000_001),
    "cut header": cut_header,
    "overlapping": _pair((0, 4), (2, 6), 6),
    "same stretch": _pair((0, 4), (0, 4), 4),
    "gapped": _pair((0, 4), (6, 10), 10),
    "descending": _pair((4, 0), (4, 8), 8),
    "overflowing": _single("F16", [2], 2**64 - 4, 2**64, 4),
    "negative offset": _single("F16", [2], -4, 0, 4),
    "past the end": _single("F16", [4], 0, 8, 4),
    "data left over": _single("F16", [2], 0, 4, 10),
    "vast shape": _single("F16", [2**62, 2**62], 0, 4, 4),
    "shape that wraps to 0": _single("F16", [2**32, 2**32], 0, 0, 0),
    "dtype and size at odds": _single("F32", [2], 0, 4, 4),
    "unknown dtype": _single("F3", [2], 0, 4, 4),
    "dtype no text": _single(["F16"], [2], 0, 4, 4),
    "fractional size": _single("F16", [1.5], 0, 3, 3),
    "same name twice": same_name_twice,
    "not a number": not_a_number,
    "deep nesting": deep_nesting,
    "not UTF-8": not_utf8,
}
