"""Safetensors headers: read strictly, and rendered as the library does."""

import json

import pytest

from claims._checkpoints.formats import safetensors_file
from claims._checkpoints.formats.refusal import PublishedFileError
from claims._checkpoints.inventory import Tensor
from claims._checkpoints.safetensors_header import file_bytes, render_header
from tests.checkpoints.made_up import tiny_llama, write_header, write_safetensors


def row(dtype: str, shape: list[int], begin: int, end: int) -> dict:
    return {"dtype": dtype, "shape": shape, "data_offsets": [begin, end]}


def test_what_is_written_is_read_back(tmp_path):
    path = tmp_path / "model.safetensors"
    write_safetensors(path, tiny_llama())
    inventory = safetensors_file.read(path).inventory
    assert inventory.tensors == tuple(tiny_llama())
    assert inventory.has_shapes
    assert file_bytes(tiny_llama()) == path.stat().st_size


def test_the_library_writes_the_same_bytes(tmp_path):
    numpy = pytest.importorskip("numpy")
    library = pytest.importorskip("safetensors.numpy")
    tensors = [Tensor("b", "F16", (3,)), Tensor("a", "F16", (2, 2)), Tensor("z", "F32", (5,))]
    kinds = {"F16": numpy.float16, "F32": numpy.float32}
    arrays = {it.name: numpy.zeros(it.shape, kinds[it.dtype]) for it in tensors}
    ours, theirs = tmp_path / "ours.safetensors", tmp_path / "theirs.safetensors"
    write_safetensors(ours, tensors)
    library.save_file(arrays, theirs, metadata={"format": "pt"})
    assert ours.read_bytes() == theirs.read_bytes()


def test_a_header_is_padded_to_eight_and_wider_precisions_come_first():
    header = render_header([Tensor("a", "F16", (1,)), Tensor("z", "F32", (1,))])
    assert len(header) % 8 == 0
    assert list(json.loads(header)) == ["__metadata__", "z", "a"]


REFUSED = {
    "overlap": ({"a": row("F16", [2], 0, 4), "b": row("F16", [2], 2, 6)}, 6, "an overlap"),
    "too short": ({"a": row("F32", [2], 0, 4)}, 4, "8 bytes for F32"),
    "past the end": ({"a": row("F16", [4], 0, 8)}, 4, "offsets up to 8"),
    "data left over": ({"a": row("F16", [2], 0, 4)}, 10, "6 bytes at 4 that no tensor names"),
    "a hole": ({"a": row("F16", [2], 2, 6)}, 6, "2 bytes at 0"),
    "unknown precision": ({"a": row("F3", [2], 0, 4)}, 4, "a known precision"),
    "precision no text": ({"a": row(["F16"], [2], 0, 4)}, 4, "a known precision"),
    "negative size": ({"a": row("F16", [-2], 0, 4)}, 4, "whole numbers"),
    "size no number": ({"a": row("F16", [True], 0, 2)}, 2, "whole numbers"),
    "three offsets": ({"a": {"dtype": "F16", "shape": [1], "data_offsets": [0, 1, 2]}}, 2, "begin"),
    "no table": ({"a": 7}, 0, "a table"),
    "a list": ([1], 0, "an object"),
}


@pytest.mark.parametrize("table, data, words", REFUSED.values(), ids=REFUSED)
def test_a_header_that_cannot_be_is_refused(tmp_path, table, data, words):
    path = tmp_path / "model.safetensors"
    write_header(path, table, data)
    with pytest.raises(PublishedFileError, match=words) as refusal:
        safetensors_file.read(path)
    assert str(path) in str(refusal.value)
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize("length", [0, 1, 10_000, 2**63])
def test_an_impossible_length_is_refused_before_anything_is_read(tmp_path, length):
    path = tmp_path / "model.safetensors"
    write_header(path, {}, 16, length)
    with pytest.raises(PublishedFileError, match="header length"):
        safetensors_file.read(path)


def test_a_header_over_the_limit_is_refused_even_in_a_file_that_long(tmp_path):
    path = tmp_path / "model.safetensors"
    with path.open("wb") as file:
        file.write((200_000_000).to_bytes(8, "little"))
        file.truncate(300_000_000)  # sparse: no byte of it is on the disk
    with pytest.raises(PublishedFileError, match="2 to 32000000"):
        safetensors_file.read(path)


def test_a_cut_file_is_refused(tmp_path):
    path = tmp_path / "model.safetensors"
    path.write_bytes(b"\x10\x00")
    with pytest.raises(PublishedFileError, match="8 bytes, measured 2"):
        safetensors_file.read(path)


def test_duplicate_names_are_refused(tmp_path):
    path = tmp_path / "model.safetensors"
    one = json.dumps(row("F16", [1], 0, 2))
    header = f'{{"a":{one},"a":{one}}}'.encode()
    path.write_bytes(len(header).to_bytes(8, "little") + header + bytes(2))
    with pytest.raises(PublishedFileError, match="each name once"):
        safetensors_file.read(path)


def test_deep_nesting_is_refused(tmp_path):
    path = tmp_path / "model.safetensors"
    header = b'{"a":' + b"[" * 100_000 + b"]" * 100_000 + b"}"
    path.write_bytes(len(header).to_bytes(8, "little") + header)
    with pytest.raises(PublishedFileError, match="expected JSON"):
        safetensors_file.read(path)
