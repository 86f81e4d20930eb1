"""Precisions that aren't those of the tensors, and norms of queries and keys that aren't there."""

import pytest
import torch
from safetensors.torch import load_file

from claims._inspection.inspect import inspect
from claims._probes.models.architecture import tiny
from claims._probes.query_key_norm import measure
from tests.inspection.folders import SMALL, restated, restored, saved, written


def sentences(folder):
    return [it.sentence for it in inspect(str(folder)).disagreements]


def test_a_precision_that_the_tensors_do_not_have(tmp_path):
    folder = restated(saved("llama", tmp_path), dtype="float32")
    assert sentences(folder) == []
    tensors = load_file(folder / "model.safetensors")
    halves = {name.replace(".", "__"): it.to(torch.bfloat16) for name, it in tensors.items()}
    said = "the config states float32; most numbers are stored as bfloat16"
    assert sentences(restored(folder, **halves)) == [said]
    assert sentences(restated(folder, dtype=None, torch_dtype="torch.bfloat16")) == []


def test_a_norm_of_queries_and_keys_that_the_class_does_not_read(tmp_path):
    folder = restated(saved("llama", tmp_path), qk_layernorm=True)
    said = "the config states qk_layernorm True; queries and keys aren't normalised"
    assert sentences(folder) == [said]
    assert sentences(restated(folder, qk_layernorm=False)) == []


def test_a_norm_of_queries_and_keys_that_is_denied_and_there(tmp_path):
    folder = restated(written("qwen3", tmp_path, **SMALL["llama"], head_dim=16), qk_norm=False)
    said = "the config states qk_norm False; queries and keys are normalised"
    assert sentences(folder) == [said]


@pytest.mark.parametrize("on", [True, False])
def test_a_switch_that_the_class_reads_is_no_disagreement(on, tmp_path):
    sizes = {"hidden_size": 64, "num_attention_heads": 4, "num_hidden_layers": 2}
    assert sentences(written("persimmon", tmp_path, **sizes, qk_layernorm=on)) == []


@pytest.mark.parametrize("heads", [4, 8])
def test_a_gain_for_each_head_is_no_matrix(heads, tmp_path):
    sizes = {"hidden_size": 64, "num_attention_heads": heads, "num_key_value_heads": heads}
    folder = written("cohere", tmp_path, **sizes, num_hidden_layers=2, use_qk_norm=True)
    switched = restated(folder, attention_bias=True)
    assert sentences(switched) == []
    found = inspect(str(switched)).properties["biases"]
    # Eight heads are eight wide, so that their gains are a square.
    assert found.value == ["attention"]
    assert found.why == "8 of 8 in attention"


@pytest.mark.parametrize(
    ("kind", "normalised"),
    [("gpt2", False), ("llama", False), ("qwen3", True), ("olmo2", True), ("minicpm3", False)],
)
def test_whether_queries_and_keys_are_normalised(kind, normalised):
    assert measure(tiny(kind)) is normalised


def test_a_base_of_a_kind_of_layer_that_was_not_built_is_told_as_that(tmp_path):
    few = {"num_hidden_layers": 4, "hidden_size": 64, "num_attention_heads": 4}
    said = sentences(written("deepseek_v4", tmp_path, **few))
    words = "the config states rope_theta 10,000, which no layer that was built reads; "
    assert said == [f"{words}measured: 160,000"]
