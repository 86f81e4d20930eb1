"""A folder with a config, and perhaps weights: what is measured, what is stored, what decides."""

import json
from math import inf

import pytest
import torch

from claims._core.errors import Refused
from claims._inspection.inspect import PROPERTIES, inspect
from claims._probes.fitting.stated_config import StatedConfig
from tests.inspection.folders import restated, restored, saved, weight


def test_a_small_model_is_measured_at_its_own_sizes(tmp_path):
    found = inspect(str(saved("llama", tmp_path))).properties
    assert {it: found[it].value for it in ("query_heads", "kv_heads", "head_width")} == {
        "query_heads": 4,
        "kv_heads": 2,
        "head_width": 8,
    }
    assert found["query_heads"].evidence == found["head_width"].evidence == "behaviour"
    assert found["attention"].value == "grouped-query"


def test_stored_tensors_decide_the_sizes(tmp_path):
    found = inspect(str(saved("llama", tmp_path))).properties
    stored = sum(it.numel() for it in map_of(tmp_path).values())
    assert found["parameters"].value == found["stored_elements"].value == stored
    assert found["stored_bytes"].value == 4 * stored
    assert found["dtype"].value == "float32"
    for name in ("parameters", "layers", "hidden_size", "feed_forward_size", "vocabulary"):
        assert found[name].evidence == "tensors"


def map_of(folder):
    from safetensors.torch import load_file

    return load_file(folder / "model.safetensors")


def test_without_weights_the_config_decides_and_nothing_is_stored(tmp_path):
    folder = saved("llama", tmp_path)
    (folder / "model.safetensors").unlink()
    found = inspect(str(folder)).properties
    assert found["parameters"].evidence == "config"
    assert found["stored_bytes"].value is None
    assert found["stored_bytes"].why


def test_only_the_header_of_weights_is_read(tmp_path):
    folder = saved("gpt2", tmp_path)
    target = inspect(str(folder)).target
    assert target.requests == 0
    header = 8 + int.from_bytes((folder / "model.safetensors").read_bytes()[:8], "little")
    assert target.bytes_read == header + (folder / "config.json").stat().st_size


def test_two_stored_matrices_that_differ_are_no_tie(tmp_path):
    folder = saved("gpt2", tmp_path)
    table = weight(folder, "transformer.wte.weight")
    same = inspect(str(restored(folder, lm_head__weight=table.clone())))
    assert same.properties["tied_embeddings"].value is True
    assert same.properties["tied_embeddings"].evidence == "weights"
    other = inspect(str(restored(folder, lm_head__weight=torch.randn_like(table))))
    assert other.properties["tied_embeddings"].value is False
    assert other.properties["tied_embeddings"].evidence == "weights"


@pytest.mark.parametrize("kind", ["nonesuch", None])
def test_a_kind_that_the_library_does_not_know_is_refused(kind, tmp_path):
    folder = restated(saved("llama", tmp_path), model_type=kind)
    with pytest.raises(Refused, match=f"knows no model_type {kind!r}"):
        inspect(str(folder))


def test_sizes_that_nothing_can_be_built_with_are_told_as_such(tmp_path):
    folder = restated(saved("llama", tmp_path), num_attention_heads=5)
    with pytest.raises(Refused, match=r"config\.json: expected a llama that transformers accepts"):
        inspect(str(folder))


def test_code_that_comes_with_a_model_is_never_run(tmp_path):
    own = {"AutoConfig": "mine.Config", "AutoModelForCausalLM": "mine.Model"}
    folder = restated(saved("llama", tmp_path), model_type="mine", auto_map=own)
    (folder / "mine.py").write_text("raise SystemExit('ran')", "utf-8")
    with pytest.raises(Refused, match="code that comes with a model is never run"):
        inspect(str(folder))


@pytest.mark.parametrize("tagged", ["endless", 7, None])
def test_a_number_that_is_tagged_and_is_none_is_refused(tagged, tmp_path):
    folder = restated(saved("llama", tmp_path), rope_scaling={"factor": {"__float__": tagged}})
    with pytest.raises(Refused, match=r"factor: expected __float__ to be one of Infinity"):
        inspect(str(folder))


def test_a_number_that_json_lacks_is_read_as_the_library_writes_it_wherever_it_stands(tmp_path):
    tagged = {"__float__": "Infinity"}
    stated = StatedConfig({"model_type": "llama", "limit": [0.0, tagged], "nested": {"a": tagged}})
    assert stated.settings == {"limit": [0.0, inf], "nested": {"a": inf}}


def with_a_bare(word, folder):
    text = (folder / "config.json").read_text("utf-8")
    (folder / "config.json").write_text(text.replace("{", f'{{"limit": [0.0, {word}],', 1), "utf-8")
    return folder


@pytest.mark.parametrize("word", ["Infinity", "-Infinity"])
def test_a_bare_infinity_is_read_as_older_versions_of_the_library_wrote_it(word, tmp_path):
    found = inspect(str(with_a_bare(word, saved("llama", tmp_path))))
    assert found.target.config["limit"] == [0.0, float(word)]
    assert found.properties["activation"].value == "silu"


@pytest.mark.parametrize("word", ["NaN", "1e999"])
def test_a_bare_number_that_is_none_is_refused(word, tmp_path):
    folder = with_a_bare(word, saved("llama", tmp_path))
    with pytest.raises(Refused, match=f"expected numbers that JSON has, measured {word}"):
        inspect(str(folder))


def test_infinity_is_refused_in_an_index(tmp_path):
    folder = saved("llama", tmp_path)
    (folder / "model.safetensors").unlink()
    index = folder / "model.safetensors.index.json"
    index.write_text('{"metadata": {"total_size": Infinity}, "weight_map": {}}', "utf-8")
    with pytest.raises(Refused, match="expected numbers that JSON has, measured Infinity"):
        inspect(str(folder))


def test_a_folder_without_a_config_is_refused(tmp_path):
    with pytest.raises(Refused, match=r"expected a model's config\.json"):
        inspect(str(tmp_path))


def test_pickled_weights_are_not_opened(tmp_path):
    folder = saved("llama", tmp_path)
    (folder / "model.safetensors").rename(folder / "pytorch_model.bin")
    with pytest.raises(Refused, match="a pickle, which is never opened"):
        inspect(str(folder))


def test_json_has_every_property_with_its_evidence_or_the_reason(tmp_path):
    shown = json.loads(json.dumps(inspect(str(saved("gpt2", tmp_path))).as_json()))
    assert set(PROPERTIES) <= set(shown)
    for name in PROPERTIES:
        assert shown[name]["evidence"] or shown[name]["why"]
    assert {"target", "disagreements", "requests", "bytes_read"} <= set(shown)


@pytest.mark.parametrize("kind, key", [("llama", "num_hidden_layers"), ("gpt2", "n_layer")])
@pytest.mark.parametrize("layers", [1_001, 200_000, 10**9])
def test_more_layers_than_can_be_measured_are_refused_before_they_are_built(
    kind, key, layers, tmp_path, monkeypatch
):
    folder = restated(saved(kind, tmp_path), **{key: layers})
    # Without the refusal it would take all the memory, and not come to an end.
    monkeypatch.setattr("transformers.LlamaConfig.__init__", lambda *_, **__: pytest.fail("built"))
    monkeypatch.setattr("transformers.GPT2Config.__init__", lambda *_, **__: pytest.fail("built"))
    with pytest.raises(Refused, match=f"{key}: expected at most 1,000 layers to .* {layers:,}"):
        inspect(str(folder))
