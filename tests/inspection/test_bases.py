"""The base of a rotation, where shares of a head turn and kinds of layers have their own."""

import pytest

from claims._inspection.inspect import inspect
from tests.inspection.folders import LARGE, restated, written


@pytest.fixture
def large(tmp_path):
    return lambda kind, **settings: written(kind, tmp_path, **LARGE, **settings)


def test_a_head_of_which_an_uneven_share_turns_turns_in_pairs(large):
    tables = {
        kind: {"rope_type": "default", "rope_theta": theta, "partial_rotary_factor": 0.36}
        for kind, theta in (("full_attention", 5e6), ("sliding_attention", 1e4))
    }
    folder = large("laguna", head_dim=192, rope_parameters=tables)
    found = inspect(str(folder))
    assert found.properties["rope_theta"].value == 5e6
    assert found.disagreements == ()


def test_an_odd_share_of_a_head_that_is_stated_as_such_shows_its_base(tmp_path):
    # Five of 16 coordinates: six move, and the base goes by five.
    small = {"hidden_size": 64, "num_attention_heads": 4, "num_hidden_layers": 2}
    table = {"rope_type": "default", "rope_theta": 5e6, "partial_rotary_factor": 0.33}
    folder = written("nemotron", tmp_path, **small, head_dim=16, rope_parameters=table)
    found = inspect(str(restated(folder, partial_rotary_factor=0.33)))
    assert found.properties["rope_theta"].value == 5e6
    assert found.disagreements == ()


def test_a_base_of_layers_that_there_are_not_is_no_disagreement(large):
    tables = {
        "full_attention": {"rope_type": "default", "rope_theta": 5e5},
        "sliding_attention": {"rope_type": "default", "rope_theta": 1e4},
    }
    folder = large("laguna", head_dim=64, rope_parameters=tables)
    assert inspect(str(folder)).disagreements == ()
    kinds = ["full_attention", "sliding_attention"]
    found = inspect(str(restated(folder, layer_types=kinds))).properties["rope_theta"]
    assert found.why == ("it differs from layer to layer: 500,000 in layers 0; 10,000 in layers 1")


def test_layers_that_were_not_built_are_not_among_those_with_a_base(tmp_path):
    sizes = {"hidden_size": 64, "num_attention_heads": 4, "num_key_value_heads": 4}
    few = {"num_hidden_layers": 6, "intermediate_size": 96}
    found = inspect(str(written("gemma3_text", tmp_path, **sizes, **few))).properties["rope_theta"]
    said = "10,000 in layers 0, 1, 2, 3; 1e+06 in layers 5 of those that were built"
    assert found.why == f"it differs from layer to layer: {said}"


def test_a_share_of_pairs_by_the_whole_head_shows_its_base(large):
    table = {"rope_type": "proportional", "rope_theta": 1e6, "partial_rotary_factor": 0.25}
    folder = large("llama", head_dim=64, rope_parameters=table)
    found = inspect(str(folder))
    assert found.properties["rope_theta"].value == 1e6
    assert found.disagreements == ()
