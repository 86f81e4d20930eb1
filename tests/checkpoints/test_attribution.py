"""Whose a file is: nothing is recorded of one model under the name of another."""

import hashlib

import pytest

from claims._checkpoints.catalogue import checkpoint, named
from claims._checkpoints.formats.refusal import PublishedFileError
from claims._checkpoints.record import dump
from claims._checkpoints.recording import make
from claims._core.errors import Refused
from tests.checkpoints.made_up import PARAMS, PUBLISHED, put, tiny_llama_folder

HPARAMS = {"n_layer": 2, "n_embd": 8, "n_head": 2, "n_vocab": 11, "n_ctx": 16}


@pytest.mark.parametrize(
    "name, other, measured",
    [("llama-7b", "tiny-gpt2", "GPT2LMHeadModel"), ("gpt2", "tiny-llama", "LlamaForCausalLM")],
)
def test_another_familys_files_are_refused(name, other, measured):
    words = f"{other} .*architecture: expected a .*, as {name} is one, measured {measured}"
    with pytest.raises(PublishedFileError, match=words):
        make(checkpoint(name), PUBLISHED / other)


@pytest.mark.parametrize(
    "name, file, table",
    [("llama-7b", "hparams.json", HPARAMS), ("gpt2", "params.json", PARAMS | {"vocab_size": 11})],
)
def test_another_familys_own_format_is_refused(tmp_path, name, file, table):
    put(tmp_path, file, table)
    with pytest.raises(PublishedFileError, match=f"{file}: architecture: .* as {name} is one"):
        make(checkpoint(name), tmp_path)


def test_a_folder_of_ones_own_is_not_taken_for_the_hubs(tmp_path):
    folder = tiny_llama_folder(tmp_path / "mine")
    record = make(checkpoint("llama-2-7b"), folder)
    assert {(it.repo, it.tie, it.revision) for it in record.files} == {
        ("mine (a folder of one's own)", "as found in the folder", None)
    }
    assert record.inventory.origin == "mine (a folder of one's own)/model.safetensors"
    assert "meta-llama" not in dump(record)
    assert str(tmp_path) not in dump(record)


def test_a_pinned_hash_ties_a_file_of_ones_own_folder_to_the_hub(tmp_path):
    folder = tiny_llama_folder(tmp_path / "mine")
    sha256 = hashlib.sha256((folder / "config.json").read_bytes()).hexdigest()
    row = f"meta-llama/Llama-2-7b-hf\t01c7f73\tconfig.json\t\t{sha256}"
    put(folder, "PINS.tsv", f"checkpoint\trevision\tfile\tsize\tsha256\n{row}")
    config, weights = make(checkpoint("llama-2-7b"), folder).files
    assert (config.path, config.revision) == ("meta-llama/Llama-2-7b-hf/config.json", "01c7f73")
    assert weights.repo == "mine (a folder of one's own)"


PINNED = "01c7f73d771dfac7d292323805ebc428287df4f9"


@pytest.mark.parametrize("revision", ["", f"@{PINNED}", f"@{PINNED[:7]}"])
def test_the_pinned_revision_is_taken(revision):
    assert named(f"meta-llama/Llama-2-7b-hf{revision}").id == "llama-2-7b"


@pytest.mark.parametrize("revision", ["main", "", PINNED[:6], f"{PINNED}0", "0" * 40])
def test_another_revision_is_refused_naming_the_pinned_one(revision):
    with pytest.raises(Refused, match=f"pinned revision {PINNED}.*measured '{revision}'"):
        named(f"meta-llama/Llama-2-7b-hf@{revision}")


def test_a_revision_where_none_is_pinned_is_refused():
    with pytest.raises(Refused, match=r"huggyllama/llama-7b@main: expected no revision"):
        named("huggyllama/llama-7b@main")
