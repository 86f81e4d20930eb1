"""Widths of layers with experts, and networks where nothing attends."""

import pytest

from claims._inspection.inspect import inspect
from claims._inspection.subject import Subject
from claims._inspection.target import find
from tests.inspection.folders import written

SIZES = {
    "hidden_size": 64,
    "num_attention_heads": 4,
    "num_key_value_heads": 2,
    "num_hidden_layers": 2,
}


def found(kind, folder, **settings):
    return inspect(str(written(kind, folder, **(SIZES | settings)))).properties


@pytest.mark.parametrize(
    ("shared", "why"),
    [(320, "of one expert; a network that stands beside them is 320 wide"), (96, "")],
)
def test_another_width_beside_the_experts_is_named(shared, why, tmp_path):
    own = {"moe_intermediate_size": 96, "shared_expert_intermediate_size": shared}
    seen = found("qwen2_moe", tmp_path, num_experts=4, **own)["feed_forward_size"]
    assert (seen.value, seen.why) == (96, why)


def test_what_stands_in_the_place_of_attention_is_no_network_beside_the_experts(tmp_path):
    kinds = ["linear_attention", "full_attention"]
    sizes = {"intermediate_size": 96, "head_dim": 32, "num_local_experts": 4, "vocab_size": 99}
    seen = found("minimax", tmp_path, **sizes, layer_types=kinds)["feed_forward_size"]
    assert (seen.value, seen.why) == (96, "")


def test_a_network_that_is_not_there_is_not_made(tmp_path):
    own = {"hidden_size": 1024, "intermediate_size": 768, "shared_intermediate_size": 0}
    folder = written("granitemoeshared", tmp_path, **(SIZES | own))
    model = Subject(find(str(folder))).fitted.model
    assert (model.config.shared_intermediate_size, model.config.intermediate_size) == (0, 160)


@pytest.mark.parametrize(
    ("every", "size", "why"),
    [
        (1, 96, ""),
        (2, None, "layers differ: some have experts, and others one network"),
        # More than there are layers: none has experts.
        (3, 192, ""),
    ],
)
def test_experts_that_are_multiplied_at_once_are_experts(every, size, why, tmp_path):
    widths = {"intermediate_size": 96, "intermediate_size_mlp": 192, "head_dim": 16}
    own = {"interleave_moe_layer_step": every, "num_local_experts": 4, "vocab_size": 99}
    seen = found("llama4_text", tmp_path, **widths, **own)["feed_forward_size"]
    assert (seen.value, seen.why) == (size, why)


def test_networks_and_norms_are_told_where_nothing_attends(tmp_path):
    seen = inspect(str(written("bamba", tmp_path))).properties
    names = ("activation", "gated", "feed_forward_size", "norm_placement")
    assert [seen[it].value for it in names] == ["silu", True, 14336, "pre"]
    assert seen["attention"].why == "doesn't apply: no layer multiplies queries with keys"


def test_what_was_not_told_where_nothing_attends_is_not_said_not_to_apply(tmp_path):
    seen = found("rwkv", tmp_path)
    for name in ("activation", "gated", "feed_forward_size", "norm_placement"):
        assert seen[name].why.startswith("not measured: ")
