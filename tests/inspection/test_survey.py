"""What files alone decide is what `claims inspect` finds; what they don't decide is left open."""

import json

import pytest
import transformers

from claims._inspection.inspect import PROPERTIES, inspect
from claims._inspection.survey.library import _known, version
from claims._inspection.survey.surveying import surveyed
from tests.checkpoints.made_up import tiny_llama, tiny_llama_folder
from tests.inspection.folders import restated, restored, saved
from tests.inspection.library_words import library_words
from tests.zoo.zoo import TRUTHS, written

SIZES = ("layers", "hidden_size", "feed_forward_size", "vocabulary")


def told(line):
    return {it: line[it]["value"] for it in PROPERTIES if line[it]["evidence"]}


def evidence(line, *names):
    return {line[it]["evidence"] for it in names}


@pytest.mark.parametrize("kind", TRUTHS)
def test_no_property_of_the_zoo_is_wrong(kind, tmp_path):
    found = told(surveyed(str(written(kind, tmp_path))))
    truth = {name: true for name, true in TRUTHS[kind]["truth"].items() if name in found}
    assert {name: found[name] for name in truth} == truth
    assert len(found) >= 4


@pytest.mark.parametrize("target", ["gpt2", "llama-3.1-8b", "saved gpt2", "saved llama"])
def test_it_says_what_inspecting_says_or_leaves_it_open(target, tmp_path):
    if target.startswith("saved"):
        target = str(saved(target.split()[1], tmp_path))
    found, measured = told(surveyed(target)), inspect(target).properties
    assert found == {name: measured[name].value for name in found}
    assert len(found) >= 12


def test_what_is_left_open_says_what_would_decide_it(tmp_path):
    line = surveyed(str(saved("gpt2", tmp_path)))
    open_ = {it: line[it] for it in PROPERTIES if line[it]["evidence"] is None}
    assert {"position_encoding", "causal", "gated", "norm", "norm_placement", "biases"} <= {*open_}
    assert all("`claims inspect`" in it["why"] for it in open_.values())
    assert all(it["value"] is None for it in open_.values())


def test_sizes_that_are_stored_are_decided_by_tensors(tmp_path):
    assert evidence(surveyed(str(saved("llama", tmp_path))), *SIZES) == {"tensors"}


def test_sizes_that_are_not_stored_are_the_configs(tmp_path):
    folder = saved("llama", tmp_path)
    (folder / "model.safetensors").unlink()
    line = surveyed(str(folder))
    assert evidence(line, *SIZES) == {"config"}
    assert line["stored_bytes"]["value"] is None


@pytest.mark.parametrize(
    "name, key, other",
    [
        ("layers", "num_hidden_layers", 3),
        ("hidden_size", "hidden_size", 16),
        ("vocabulary", "vocab_size", 98),
        ("feed_forward_size", "intermediate_size", 47),
        # As wide as the queries: that the projections of attention are stored bears out nothing.
        ("feed_forward_size", "intermediate_size", 32),
    ],
)
def test_a_size_that_is_not_what_is_stored_is_the_configs_word_alone(name, key, other, tmp_path):
    line = surveyed(str(restated(saved("llama", tmp_path), **{key: other})))
    assert line[name] == {"value": other, "evidence": "config"}


def test_a_matrix_within_a_layer_is_no_embedding(tmp_path):
    import torch

    folder = saved("llama", tmp_path)
    extra = torch.zeros(99, 32)
    changed = {"model__embed_tokens__weight": None, "lm_head__weight": None}
    restored(folder, model__layers__0__extra__weight=extra, **changed)
    assert evidence(surveyed(str(folder)), "vocabulary", "hidden_size") == {"config"}


@pytest.mark.parametrize("size", ["32", 0, -1, True, [32], 10**40 * -1, 1.5])
def test_a_size_that_is_none_is_not_told(size, tmp_path):
    line = surveyed(str(restated(tiny_llama_folder(tmp_path), hidden_size=size)))
    assert line["hidden_size"]["value"] is None
    assert "expected 1 or more" in line["hidden_size"]["why"]


def test_what_the_file_leaves_to_its_class_is_not_told(tmp_path):
    folder = restated(
        tiny_llama_folder(tmp_path),
        num_key_value_heads=None,
        hidden_act=None,
        rms_norm_eps=None,
        tie_word_embeddings=None,
        rope_theta=None,
    )
    found = told(surveyed(str(folder)))
    assert not {"kv_heads", "attention", "activation", "norm_eps", "tied_embeddings"} & set(found)


def test_the_width_of_an_expert_is_left_open(tmp_path):
    line = surveyed(str(written("mixtral", tmp_path)))
    assert line["feed_forward_size"]["evidence"] is None
    assert "experts" in line["feed_forward_size"]["why"]


@pytest.mark.parametrize(
    "kind, why", [("t5", "no causal language model"), ("bart", "an encoder with a decoder")]
)
def test_of_what_is_no_decoder_only_what_is_stored_is_told(kind, why, tmp_path):
    folder = tiny_llama_folder(tmp_path)
    line = surveyed(str(restated(folder, model_type=kind)))
    assert set(told(line)) == {"stored_elements", "stored_bytes", "dtype"}
    assert line["stored_elements"]["value"] == sum(it.elements for it in tiny_llama())
    assert why in line["layers"]["why"]


@pytest.mark.parametrize("kind", [None, 7, ["llama"], "nonesuch"])
def test_of_a_kind_that_the_library_does_not_know_only_what_is_stored_is_told(kind, tmp_path):
    folder = tiny_llama_folder(tmp_path)
    table = json.loads((folder / "config.json").read_text()) | {"model_type": kind}
    (folder / "config.json").write_text(json.dumps(table))
    assert set(told(surveyed(str(folder)))) == {"stored_elements", "stored_bytes", "dtype"}


def test_the_text_part_of_a_config_is_read(tmp_path):
    folder = tiny_llama_folder(tmp_path)
    table = json.loads((folder / "config.json").read_text())
    whole = {"model_type": "llava", "text_config": table, "hidden_size": 5}
    (folder / "config.json").write_text(json.dumps(whole))
    line = surveyed(str(folder))
    assert line["hidden_size"] == {"value": 8, "evidence": "tensors"}
    # A picture's layers may be as many.
    assert line["layers"] == {"value": 3, "evidence": "config"}


def test_the_words_are_those_of_the_library():
    if transformers.__version__ != version():
        pytest.skip(f"the words are of transformers {version()}, not {transformers.__version__}")
    known = _known()
    made = library_words()
    assert made == known, "`python -m tests.inspection.library_words` writes them"
