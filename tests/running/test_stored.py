"""Weights are read tensor by tensor, in any precision; what is no safetensors file is refused."""

import pytest
import torch
from safetensors.torch import save_file

from claims._core.errors import Refused
from claims._running.stored import InFolder


@pytest.fixture
def stored(tmp_path):
    one = {"a": torch.tensor([1.5, -2.0]).bfloat16(), "b": torch.arange(3)}
    save_file(one, tmp_path / "model-1.safetensors")
    save_file({"c": torch.ones(2, 2).half()}, tmp_path / "model-2.safetensors")
    return InFolder(tmp_path)


def test_every_shard_is_known(stored):
    assert sorted(stored.names()) == ["a", "b", "c"]


def test_floating_points_come_in_32_bits_and_whole_numbers_as_they_are(stored):
    assert stored.read("a").dtype == "float32"
    assert stored.read("a").tolist() == [1.5, -2.0]
    assert stored.read("c").dtype == "float32"
    assert stored.read("b").dtype == "int64"


def test_what_was_read_is_counted_as_it_is_stored(stored):
    stored.read("a")
    stored.read("c")
    assert stored.bytes_read == stored.size("a") + stored.size("c") == 4 + 8
    assert stored.requests == 2


def test_a_broken_file_is_refused_by_name(tmp_path):
    (tmp_path / "model.safetensors").write_bytes(b"\xff" * 64)
    with pytest.raises(Refused, match=r"model\.safetensors: expected a safetensors file"):
        InFolder(tmp_path).names()
