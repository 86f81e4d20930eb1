"""Where records come from: the project's own, and folders."""

import pytest

from claims._checkpoints.formats.refusal import PublishedFileError
from claims._checkpoints.mismatch import Mismatch
from claims._checkpoints.shards import INDEX
from claims._checkpoints.source import Folder, Recorded, UnknownSource, open_source
from claims._core.observed import Untested
from claims._probes.models.reconcile import reconcile
from tests.checkpoints.made_up import hub, put, tiny_config, tiny_llama_folder


def test_a_folder_as_source_is_read_once_and_says_what_it_lacks(tmp_path):
    source = Folder(hub(tmp_path), reconcile)
    assert source.record("llama-2-7b") is source.record("llama-2-7b")
    assert source.weights("llama-2-7b") is None
    with pytest.raises(Untested, match=r"no published file of gpt2: its config\.json"):
        source.record("gpt2")


def test_a_checkpoint_has_one_precision_which_its_config_states(tmp_path):
    folder = tiny_llama_folder(tmp_path / "meta-llama/Llama-2-7b-hf")
    put(folder, "config.json", tiny_config(torch_dtype="bfloat16"))
    with pytest.raises(Mismatch, match="precision: expected BF16, published F16"):
        Folder(tmp_path, reconcile).record("llama-2-7b")


def test_what_the_class_does_not_account_for_is_refused_each_time_and_held_once(tmp_path):
    tries = []

    def refuse(record):
        tries.append(record.id)
        raise Mismatch("model.safetensors", "names")

    source = Folder(hub(tmp_path), refuse)
    for _ in range(2):
        with pytest.raises(Mismatch, match="names"):
            source.record("llama-2-7b")
    assert tries == ["llama-2-7b"]


def test_weights_are_found_where_they_are_real(tmp_path):
    folder = tiny_llama_folder(tmp_path / "meta-llama/Llama-2-7b-hf")
    assert Folder(tmp_path, reconcile).weights("llama-2-7b").names()[0] == "lm_head.weight"
    put(folder, "model.safetensors", "version https://git-lfs.github.com/spec/v1\n")
    assert Folder(tmp_path, reconcile).weights("llama-2-7b") is None


def test_the_recorded_source_loads_once_and_has_no_weights():
    source = Recorded()
    assert source.record("gpt2") is source.record("gpt2")
    assert source.weights("gpt2") is None


@pytest.mark.parametrize("file", ["config.json", "model.safetensors", INDEX])
def test_one_models_own_files_that_can_not_be_read_are_refused_once(tmp_path, file):
    put(tiny_llama_folder(tmp_path), file, "{")
    with pytest.raises(PublishedFileError, match=file):
        open_source(str(tmp_path), reconcile)


def test_an_unknown_source_is_refused(tmp_path):
    with pytest.raises(UnknownSource, match="expected `recorded`"):
        open_source(str(tmp_path / "nowhere"), reconcile)
