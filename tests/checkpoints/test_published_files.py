"""Published files: which are read, how shards are joined, and every refusal."""

from pathlib import Path

import pytest

from claims._checkpoints.formats.refusal import PublishedFileError
from claims._checkpoints.recording import make_foreign
from tests.checkpoints.made_up import (
    PUBLISHED,
    put,
    tiny_config,
    tiny_llama,
    tiny_llama_folder,
    write_index,
    write_safetensors,
)

REFUSED = {
    "duplicate_names": "'hidden_size': expected each name once",
    "no_json": "content: expected JSON",
    "a_list": "expected an object, measured list",
    "wrong_type": "`hidden_size`: expected a whole number above 0, measured 'eight'",
    "unknown_architecture": "unknown architecture MadeUpForCausalLM: .*known: GPT2LMHeadModel, Lla",
    "other_model_type": "`model_type`: expected 'llama', measured 'gpt2'",
    "index_without_map": "`weight_map`: expected a table",
    "index_outside": r"expected a file name, measured '\.\./\.\./b\.safetensors'",
    "only_a_pickle": "measured a pickle, which is never opened",
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_published_file_that_cannot_be_read_is_refused_in_one_line(name):
    with pytest.raises(PublishedFileError, match=REFUSED[name]) as refusal:
        make_foreign(name, PUBLISHED / "refused" / name)
    assert name in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_every_refused_fixture_is_tested():
    assert sorted(REFUSED) == sorted(it.name for it in (PUBLISHED / "refused").iterdir())


def sharded(tmp_path: Path) -> tuple[Path, dict[str, list[str]]]:
    tensors = tiny_llama()
    first, second = "model-00001-of-00002.safetensors", "model-00002-of-00002.safetensors"
    put(tmp_path, "config.json", tiny_config())
    write_safetensors(tmp_path / first, tensors[:10])
    write_safetensors(tmp_path / second, tensors[10:])
    names = [it.name for it in tensors]
    return tmp_path, {first: names[:10], second: names[10:]}


def test_shards_are_joined_under_their_index(tmp_path):
    folder, files = sharded(tmp_path)
    total = 2 * sum(it.elements for it in tiny_llama())
    write_index(folder / "model.safetensors.index.json", files, total)
    inventory = make_foreign("tiny", folder).inventory
    assert inventory.tensors == tuple(tiny_llama())
    assert (len(inventory.parts), inventory.total_bytes) == (2, total)


def test_a_missing_shard_is_refused(tmp_path):
    folder, files = sharded(tmp_path)
    write_index(folder / "model.safetensors.index.json", files, None)
    (folder / "model-00002-of-00002.safetensors").unlink()
    with pytest.raises(PublishedFileError, match=r"model-00002.*measured a missing shard"):
        make_foreign("tiny", folder)


@pytest.mark.parametrize("total, drop, words", [(4, 0, "total_size"), (None, 1, "unexpected")])
def test_an_index_that_says_otherwise_is_refused(tmp_path, total, drop, words):
    folder, files = sharded(tmp_path)
    files["model-00001-of-00002.safetensors"][:drop] = []
    write_index(folder / "model.safetensors.index.json", files, total)
    with pytest.raises(PublishedFileError, match=words):
        make_foreign("tiny", folder)


def test_a_shard_that_an_earlier_save_left_over_is_not_counted(tmp_path):
    folder, files = sharded(tmp_path)
    total = 2 * sum(it.elements for it in tiny_llama())
    write_index(folder / "model.safetensors.index.json", files, total)
    write_safetensors(folder / "model-00003-of-00003.safetensors", tiny_llama()[:2])
    inventory = make_foreign("tiny", folder).inventory
    assert inventory.tensors == tuple(tiny_llama())
    assert (len(inventory.parts), inventory.total_bytes) == (2, total)


def test_a_single_file_counts_before_an_index(tmp_path):
    folder, files = sharded(tmp_path)
    write_index(folder / "model.safetensors.index.json", files, 1)
    write_safetensors(folder / "model.safetensors", tiny_llama("F32"))
    inventory = make_foreign("tiny", folder).inventory
    assert inventory.tensors == tuple(tiny_llama("F32"))
    assert inventory.origin.endswith("/model.safetensors")


def test_one_name_in_two_shards_is_refused(tmp_path):
    folder, _ = sharded(tmp_path)
    write_safetensors(folder / "model-00001-of-00002.safetensors", tiny_llama()[:11])
    with pytest.raises(PublishedFileError, match="each name in one shard"):
        make_foreign("tiny", folder)


def test_a_pickle_beside_an_index_is_not_opened(tmp_path):
    put(tmp_path, "config.json", tiny_config())
    put(tmp_path, "pytorch_model-00001-of-00001.bin", "no pickle")
    files = {"pytorch_model-00001-of-00001.bin": [it.name for it in tiny_llama()]}
    write_index(tmp_path / "pytorch_model.bin.index.json", files, 16)
    assert make_foreign("tiny", tmp_path).inventory.names() == files.popitem()[1]


def test_a_header_saved_on_its_own_is_read(tmp_path):
    folder = tiny_llama_folder(tmp_path / "tiny")
    whole = (folder / "model.safetensors").read_bytes()
    length = int.from_bytes(whole[:8], "little")
    (folder / "model.safetensors.header.json").write_bytes(whole[8 : 8 + length])
    (folder / "model.safetensors").unlink()
    assert make_foreign("tiny", folder).inventory.tensors == tuple(tiny_llama())


def test_a_file_larger_than_anything_it_could_be_is_refused(tmp_path):
    path = put(tmp_path, "config.json", tiny_config())
    with path.open("r+b") as file:
        file.truncate(61_000_000)
    with pytest.raises(PublishedFileError, match="size: expected at most"):
        make_foreign("tiny", tmp_path)
