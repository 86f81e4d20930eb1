"""A rotation of few pairs, which more than one table explains; and scalings that nobody reads."""

import pytest

from claims._inspection.inspect import inspect
from claims._probes.fitting.narrowing import narrowed
from claims._probes.fitting.stated_config import StatedConfig
from tests.inspection.folders import restated, written

SMALL = {"hidden_size": 64, "num_attention_heads": 4, "num_hidden_layers": 2}
LLAMA3 = {
    "rope_type": "llama3",
    "rope_theta": 5e5,
    "partial_rotary_factor": 0.25,
    "factor": 8.0,
    "low_freq_factor": 1.0,
    "high_freq_factor": 4.0,
    "original_max_position_embeddings": 64,
}
YARN = {
    "rope_type": "yarn",
    "rope_theta": 1e7,
    "partial_rotary_factor": 0.25,
    "factor": 4.0,
    "original_max_position_embeddings": 262144,
}


def rope(found):
    return found.properties["rope_theta"].value, found.properties["rope_scaling"].value


def test_two_pairs_show_the_scaling_that_is_stated(tmp_path):
    sizes = SMALL | {"num_key_value_heads": 2}
    found = inspect(str(written("stablelm", tmp_path, **sizes, rope_parameters=LLAMA3)))
    theta, scaling = rope(found)
    assert (theta, scaling["rope_type"]) == (5e5, "llama3")
    assert found.disagreements == ()


def test_two_pairs_with_a_scaling_that_has_no_formula_here_show_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr("claims._inspection.frequencies.yarn_frequencies", lambda *_: ())
    found = inspect(str(written("gpt_neox", tmp_path, **SMALL, rope_parameters=YARN)))
    assert rope(found) == (None, None)
    for name in ("rope_theta", "rope_scaling"):
        assert found.properties[name].why.startswith("only two pairs turn")
    assert found.disagreements == ()


@pytest.mark.parametrize("width", [8, 16, 64])
@pytest.mark.parametrize("truncate", [True, False])
def test_a_scaling_by_yarn_shows_its_base_at_any_width(width, truncate, tmp_path):
    table = {"rope_type": "yarn", "rope_theta": 2e4, "factor": 4.0, "truncate": truncate}
    table |= {"original_max_position_embeddings": 64}
    sizes = SMALL | {"num_key_value_heads": 2, "head_dim": width}
    found = inspect(str(written("llama", tmp_path, **sizes, rope_parameters=table)))
    theta, scaling = rope(found)
    assert (theta, scaling["rope_type"]) == (2e4, "yarn")
    assert found.properties["rope_scaling"].evidence == "behaviour"
    assert found.disagreements == ()


def test_two_pairs_that_turn_by_the_stated_base_are_not_scaled(tmp_path):
    table = {"rope_type": "default", "rope_theta": 1e6, "partial_rotary_factor": 0.25}
    found = inspect(str(written("gpt_neox", tmp_path, **SMALL, rope_parameters=table)))
    assert rope(found) == (1e6, None)
    assert found.properties["rope_scaling"].evidence == "behaviour"


def test_one_pair_shows_no_base(tmp_path):
    table = {"rope_type": "default", "rope_theta": 1e6, "partial_rotary_factor": 0.125}
    folder = written("gpt_neox", tmp_path, **SMALL, rope_parameters=table)
    found = inspect(str(restated(folder, rope_base_freq=500.0)))
    assert rope(found) == (None, None)
    assert found.properties["rope_theta"].why.startswith("only one pair turns")
    assert found.disagreements == ()


@pytest.mark.parametrize("share", [0.125, 0.25, 1.0])
def test_a_small_share_of_narrow_heads_keeps_four_pairs(share):
    sizes = {"hidden_size": 2048, "num_attention_heads": 16, "num_key_value_heads": 2}
    table = {"rope_type": "default", "rope_theta": 1e7, "partial_rotary_factor": share}
    stated = StatedConfig({"model_type": "qwen3_next", "rope_parameters": table, **sizes})
    assert narrowed(stated)["head_dim"] * share >= 8


@pytest.mark.parametrize(("kind", "value"), [("gptj", None), ("llama", "dynamic")])
def test_a_scaling_of_long_texts_is_there_only_where_the_class_reads_it(kind, value, tmp_path):
    folder = written(kind, tmp_path, **SMALL, max_position_embeddings=128)
    table = {"rope_type": "dynamic", "rope_theta": 1e4, "factor": 2.0}
    special = {"bos_token_id": 1, "eos_token_id": 2}
    restated(folder, rope_parameters=table, rotary_dim=8, **special)
    found = inspect(str(folder)).properties["rope_scaling"]
    assert (found.value or {}).get("rope_type") == value
    assert found.value or "no module of the class reads" in found.why


def test_a_base_that_is_stretched_from_the_first_token_is_the_stated_one(tmp_path):
    table = {"rope_type": "dynamic", "rope_theta": 1e4, "alpha": 1000.0, "factor": 1.0}
    found = inspect(
        str(written("hunyuan_v1_dense", tmp_path, **SMALL, head_dim=16, rope_parameters=table))
    )
    theta, scaling = rope(found)
    assert (theta, scaling["alpha"]) == (1e4, 1000)
    assert found.properties["rope_scaling"].evidence == "behaviour"
    assert found.disagreements == ()


# The second is three times as wide as what is built of it, with each third factor.
@pytest.mark.parametrize(("kind", "width", "heads"), [("llama", 16, 4), ("phi3", 96, 32)])
def test_factors_for_each_pair_leave_the_base_to_be_seen(kind, width, heads, tmp_path):
    table = {"rope_type": "longrope", "rope_theta": 2e4, "factor": 4.0}
    table |= {"original_max_position_embeddings": 1024, "partial_rotary_factor": 1.0}
    table["short_factor"] = [1.05 + 0.1 * pair for pair in range(width // 2)]
    table["long_factor"] = [2.0 + pair for pair in range(width // 2)]
    sizes = SMALL | {"num_attention_heads": heads, "hidden_size": width * heads}
    made = written(kind, tmp_path, **sizes, max_position_embeddings=4096, rope_parameters=table)
    found = inspect(str(made))
    theta, scaling = rope(found)
    assert (theta, scaling["rope_type"]) == (2e4, "longrope")
    assert found.properties["rope_scaling"].evidence == "behaviour"
    assert found.disagreements == ()


def test_factors_of_one_for_each_pair_change_nothing_in_a_short_text(tmp_path):
    table = {"rope_type": "longrope", "rope_theta": 1e4, "factor": 4.0}
    table |= {"original_max_position_embeddings": 1024, "short_factor": [1.0] * 8}
    table["long_factor"] = [2.0] * 8
    found = inspect(str(written("llama", tmp_path, **SMALL, rope_parameters=table)))
    assert rope(found)[0] == 1e4
    assert found.properties["rope_scaling"].why.startswith("stated; it changes nothing")


def test_factors_of_long_texts_leave_the_base_to_be_seen_too(tmp_path):
    # What is looked at is longer than the texts that it says were trained on.
    table = {"rope_type": "longrope", "rope_theta": 2e4, "factor": 4.0}
    table |= {"original_max_position_embeddings": 32, "short_factor": [1.0] * 8}
    table["long_factor"] = [1.0, 1.1, 1.3, 1.9, 2.0, 3.0, 4.0, 5.0]
    found = inspect(str(written("llama", tmp_path, **SMALL, rope_parameters=table)))
    theta, scaling = rope(found)
    assert (theta, scaling["rope_type"]) == (2e4, "longrope")
    assert found.disagreements == ()


def test_factors_for_each_pair_that_a_class_never_reads_are_told_of(tmp_path):
    folder = written("gptj", tmp_path, **SMALL, max_position_embeddings=128)
    table = {"rope_type": "longrope", "rope_theta": 1e4, "factor": 2.0, "short_factor": [2.0] * 4}
    table |= {"long_factor": [3.0] * 4, "original_max_position_embeddings": 64}
    special = {"bos_token_id": 1, "eos_token_id": 2}
    restated(folder, rope_parameters=table, rotary_dim=8, **special)
    found = inspect(str(folder))
    assert rope(found) == (1e4, None)
    assert found.properties["rope_scaling"].evidence == "behaviour"
    assert [it.about for it in found.disagreements] == ["rope_scaling"]
