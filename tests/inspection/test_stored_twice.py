"""Embedding and head where both are stored: which files are compared, and what that takes."""

import pytest
import torch
from safetensors.torch import save_file

from claims._inspection.inspect import inspect
from tests.inspection.folders import restated, restored, saved, weight

EMBEDDING, HEAD = "transformer.wte.weight", "lm_head.weight"


def headed(folder, *, same):
    """GPT-2, whose class ties the two, with a head of its own."""
    table = weight(saved("gpt2", folder), EMBEDDING)
    return restored(folder, lm_head__weight=table.clone() if same else torch.randn_like(table))


@pytest.mark.parametrize("same", [True, False])
@pytest.mark.parametrize("name", ["model_ema.safetensors", "adapter_model.safetensors"])
def test_what_lies_beside_the_model_is_not_compared(name, same, tmp_path):
    folder = headed(tmp_path, same=same)
    table = torch.randn(99, 32)
    other = torch.randn(99, 32) if same else table.clone()
    save_file({EMBEDDING: table, HEAD: other}, folder / name)
    found = inspect(str(folder)).properties
    assert (found["tied_embeddings"].value, found["tied_embeddings"].evidence) == (same, "weights")
    more = 0 if same else table.numel()
    assert found["parameters"].value == found["stored_elements"].value - (99 * 32 - more)


def test_two_where_the_config_says_nothing_and_the_class_ties_them_are_told(tmp_path):
    folder = restated(headed(tmp_path, same=False), tie_word_embeddings=None)
    (found,) = inspect(str(folder)).disagreements
    said = "the config states no tie_word_embeddings, and its class ties them; there are two"
    assert found.sentence == f"{said} matrices"
    same = restated(headed(tmp_path, same=True), tie_word_embeddings=None)
    assert inspect(str(same)).disagreements == ()


def test_what_was_compared_was_read(tmp_path):
    folder = headed(tmp_path, same=True)
    header = 8 + int.from_bytes((folder / "model.safetensors").read_bytes()[:8], "little")
    matrices = 2 * 4 * 99 * 32
    read = header + (folder / "config.json").stat().st_size + matrices
    assert inspect(str(folder)).target.bytes_read == read


def test_the_two_are_read_until_they_differ(tmp_path):
    folder = saved("gpt2", tmp_path, vocab_size=5000)
    table = weight(folder, EMBEDDING)
    whole = inspect(str(restored(folder, lm_head__weight=table.clone()))).target.bytes_read
    other = inspect(str(restored(folder, lm_head__weight=1 - table))).target.bytes_read
    # The header is the same, and 1,024 rows are read at a time.
    assert whole - other == 2 * 4 * 32 * (5000 - 1024)


def test_two_that_the_class_does_not_tie_are_not_read(tmp_path, monkeypatch):
    folder = saved("llama", tmp_path)
    monkeypatch.setattr("safetensors.safe_open", lambda *_, **__: pytest.fail("opened"))
    found = inspect(str(folder)).properties
    assert found["tied_embeddings"].value is False
    assert found["parameters"].evidence == "tensors"


def test_headers_alone_tell_nothing_of_numbers(tmp_path):
    folder = headed(tmp_path / "whole", same=False)
    data = (folder / "model.safetensors").read_bytes()
    header = data[8 : 8 + int.from_bytes(data[:8], "little")]
    (folder / "model.safetensors").unlink()
    (folder / "model.safetensors.header.json").write_bytes(header)
    found = inspect(str(folder)).properties["tied_embeddings"]
    assert (found.value, found.evidence) == (True, "behaviour")
    assert found.why == f"though both {EMBEDDING} and {HEAD} are stored"
