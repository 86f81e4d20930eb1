"""Tensors are read by themselves, exactly as the safetensors library reads them."""

import tracemalloc

import pytest
import torch
from safetensors.torch import save_file

from claims._checkpoints.formats.refusal import PublishedFileError
from claims._checkpoints.published_files import read_folder
from claims._checkpoints.shards import join_shards
from claims._checkpoints.weights.local import Local
from claims._checkpoints.weights.stored import PIECE, stored
from claims._core.observed import CantTell, Untested

KINDS = [
    torch.float64,
    torch.float32,
    torch.float16,
    torch.bfloat16,
    torch.int64,
    torch.int32,
    torch.int16,
    torch.int8,
    torch.uint8,
    torch.bool,
]


def of(folder, heard=None):
    return stored(folder, Local(folder), heard)


@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_every_precision_is_read_as_the_library_reads_it(kind, tmp_path):
    numbers = (torch.arange(24).reshape(4, 6) * 1.7 - 11).to(kind)
    save_file({"before": torch.zeros(3), "it": numbers}, tmp_path / "model.safetensors")
    wide = numbers.float() if kind in (torch.float16, torch.bfloat16) else numbers
    read = of(tmp_path).read("it")
    assert (read == wide.numpy()).all()
    assert read.dtype == wide.numpy().dtype


def test_the_first_rows_take_no_more_bytes_than_they_are(tmp_path):
    table = torch.randn(1000, 8)
    save_file({"table": table, "other": torch.randn(1000, 8)}, tmp_path / "model.safetensors")
    found = of(tmp_path)
    assert (found.read("table", rows=3) == table[:3].numpy()).all()
    assert (found.bytes_read, found.size("table", 3), found.size("table")) == (96, 96, 32_000)


def test_a_scalar_and_an_empty_tensor_are_read(tmp_path):
    save_file({"one": torch.tensor(5.0), "none": torch.zeros(0, 4)}, tmp_path / "model.safetensors")
    assert of(tmp_path).read("one") == 5.0
    assert of(tmp_path).read("none").shape == (0, 4)


def test_what_is_long_comes_in_pieces_that_are_told_of(tmp_path):
    save_file({"long": torch.zeros(PIECE // 2)}, tmp_path / "model.safetensors")
    heard = []
    assert of(tmp_path, heard.append).read("long").shape == (PIECE // 2,)
    assert heard == [PIECE, PIECE]


def test_a_file_that_was_cut_since_its_header_was_read_is_not_judged(tmp_path):
    file = tmp_path / "model.safetensors"
    save_file({"it": torch.ones(100)}, file)
    found = of(tmp_path)
    file.write_bytes(file.read_bytes()[:-8])
    with pytest.raises(Untested, match=r"model\.safetensors, it: expected 400 bytes .*, got 392"):
        found.read("it")


@pytest.mark.parametrize(
    "spoil, said",
    [
        (lambda file: file.unlink(), "No such file or directory"),
        (lambda file: file.write_bytes(b""), "cannot mmap an empty file"),
    ],
    ids=["gone", "emptied"],
)
def test_a_file_that_is_gone_since_is_not_judged(spoil, said, tmp_path):
    file = tmp_path / "model.safetensors"
    save_file({"it": torch.ones(100)}, file)
    found = of(tmp_path)
    spoil(file)
    with pytest.raises(Untested, match=f"model.safetensors: expected the file .*“{said}”"):
        found.read("it")


def test_without_an_index_the_models_own_file_counts(tmp_path):
    save_file({"a": torch.ones(2)}, tmp_path / "model.safetensors")
    save_file(
        {"a": torch.zeros(2), "lora_A": torch.ones(1)}, tmp_path / "adapter_model.safetensors"
    )
    assert of(tmp_path).names() == ("a",)
    assert of(tmp_path).read("a").tolist() == [1, 1]
    (joined,) = join_shards(tmp_path, read_folder(tmp_path))
    assert joined.names() == ["a"]


def test_only_the_files_of_the_index_count(tmp_path):
    save_file({"a": torch.ones(2)}, tmp_path / "model-00001-of-00001.safetensors")
    save_file({"a": torch.zeros(2)}, tmp_path / "consolidated.safetensors")
    index = '{"weight_map": {"a": "model-00001-of-00001.safetensors"}}'
    (tmp_path / "model.safetensors.index.json").write_text(index)
    assert of(tmp_path).read("a").tolist() == [1, 1]


def test_a_single_file_counts_before_an_index(tmp_path):
    save_file({"a": torch.ones(2)}, tmp_path / "model.safetensors")
    save_file({"a": torch.zeros(2)}, tmp_path / "model-00001-of-00001.safetensors")
    index = '{"weight_map": {"a": "model-00001-of-00001.safetensors"}}'
    (tmp_path / "model.safetensors.index.json").write_text(index)
    assert of(tmp_path).read("a").tolist() == [1, 1]
    (joined,) = join_shards(tmp_path, read_folder(tmp_path))
    assert joined.origin == "model.safetensors"


def test_a_name_in_two_files_is_refused(tmp_path):
    for file in ("a.safetensors", "b.safetensors"):
        save_file({"twice": torch.ones(2)}, tmp_path / file)
    with pytest.raises(PublishedFileError, match="'twice': expected each name in one file"):
        of(tmp_path)


def test_a_folder_without_weights_has_none(tmp_path):
    assert of(tmp_path) is None


def test_numbers_of_8_bits_mean_nothing_alone(tmp_path):
    save_file({"it": torch.ones(2).to(torch.float8_e4m3fn)}, tmp_path / "model.safetensors")
    with pytest.raises(CantTell, match="F8_E4M3 mean nothing without the scales"):
        of(tmp_path).read("it")


@pytest.mark.parametrize("kind", [torch.bfloat16, torch.float16, torch.float32], ids=str)
def test_a_tensor_takes_the_room_of_its_numbers_and_that_of_some_pieces(kind, tmp_path):
    save_file({"long": torch.zeros(2**25, dtype=kind)}, tmp_path / "model.safetensors")
    found = of(tmp_path)
    tracemalloc.start()
    try:
        size = found.read("long").nbytes
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert size == 4 * 2**25
    # A piece, the one before it, and its numbers, which may be twice as wide as they are stored.
    assert peak < size + 4 * PIECE
