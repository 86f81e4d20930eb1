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


EIGHT_BITS = {"quantization_config": {"quant_method": "fp8"}}


@pytest.mark.parametrize(
    "kind",
    ["float8_e4m3fn", "float8_e4m3fnuz", "float8_e5m2", "float8_e5m2fnuz", "float8_e8m0fnu"],
)
def test_a_precision_of_eight_bits_has_the_name_that_torch_gives_it(kind, tmp_path):
    folder = restated(saved("llama", tmp_path), dtype="bfloat16")
    tensors = load_file(folder / "model.safetensors")
    eight = {name.replace(".", "__"): it.to(getattr(torch, kind)) for name, it in tensors.items()}
    restored(folder, **eight)
    found = inspect(str(folder)).properties["dtype"]
    assert (found.value, found.evidence) == (kind, "tensors")
    assert sentences(folder) == [f"the config states bfloat16; most numbers are stored as {kind}"]
    assert sentences(restated(folder, **EIGHT_BITS)) == []


@pytest.mark.parametrize("within", [False, True])
def test_a_config_does_not_say_to_what_weights_are_quantized(within, tmp_path):
    folder = restated(saved("llama", tmp_path), dtype="bfloat16")
    (folder / "model.safetensors").unlink()
    restated(folder, **({"text_config": EIGHT_BITS} if within else EIGHT_BITS))
    found = inspect(str(folder)).properties["dtype"]
    assert found.evidence is None
    said = "that its weights are quantized, which are stored in another precision"
    assert found.why == f"the config states bfloat16, and {said}"


@pytest.mark.parametrize("stated", ["auto", None])
def test_a_precision_that_the_part_about_text_states_is_stated(stated, tmp_path):
    folder = saved("llama", tmp_path)
    (folder / "model.safetensors").unlink()
    restated(folder, dtype=stated, text_config={"dtype": "float16"})
    assert inspect(str(folder)).properties["dtype"].value == "float16"


def test_quantized_matrices_have_names_and_shapes_of_their_own(tmp_path):
    folder = restated(saved("llama", tmp_path), **EIGHT_BITS)
    up, down = (f"model__layers__0__mlp__{it}_proj__weight" for it in ("up", "down"))
    packed = torch.ones(7, 1, dtype=torch.uint8)
    other = {up: packed, down: None, "packed": packed.clone()}
    assert sentences(restored(folder, **other)) == []


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
