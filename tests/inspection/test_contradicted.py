"""Sizes that what is stored contradicts are left open, and all others are said."""

import pytest
import torch
from safetensors.torch import load_file

from claims._inspection.contradicted import STATED
from claims._inspection.inspect import inspect
from tests.inspection.folders import SMALL, restated, restored, saved, weight

SIZES = {*STATED, "parameters", "layers"}


def left_open(folder):
    found = inspect(str(folder)).properties
    return {it for it in SIZES if found[it].evidence is None}


@pytest.mark.parametrize(
    ("stated", "open_"),
    [
        ({"num_key_value_heads": 4}, {"kv_heads", "attention"}),
        ({"vocab_size": 98}, {"vocabulary"}),
        ({"intermediate_size": 47}, {"feed_forward_size"}),
        ({"num_hidden_layers": 1}, {"layers"}),
        ({"num_hidden_layers": 3}, {"layers"}),
        ({}, set()),
    ],
)
def test_only_what_the_stored_shapes_contradict_is_left_open(stated, open_, tmp_path):
    folder = restated(saved("llama", tmp_path), **stated)
    assert left_open(folder) == open_ | ({"parameters"} if open_ else set())


@pytest.mark.parametrize(
    ("stated", "open_"),
    [
        ({"n_positions": 32}, {"context"}),
        ({"n_inner": 100}, {"feed_forward_size"}),
        # Four times as wide, where nothing else is stated.
        ({"n_embd": 16}, {"hidden_size", "feed_forward_size", "head_width"}),
    ],
)
def test_rows_of_positions_and_a_width_that_follows_from_another(stated, open_, tmp_path):
    folder = restated(saved("gpt2", tmp_path), **stated)
    assert left_open(folder) == open_ | {"parameters"}


def test_a_matrix_that_lies_on_its_side_leaves_open_what_decides_either_side(tmp_path):
    folder = saved("gpt2", tmp_path)
    turned = weight(folder, "transformer.h.0.mlp.c_fc.weight").T.contiguous()
    folder = restored(folder, transformer__h__0__mlp__c_fc__weight=turned)
    assert left_open(folder) == {"parameters", "hidden_size", "feed_forward_size", "head_width"}


def test_heads_of_another_width_in_matrices_of_the_same_size_are_of_another_number(tmp_path):
    whole = SMALL["llama"] | {"num_key_value_heads": 4, "head_dim": 8}
    folder = saved("qwen3", tmp_path, **whole)
    half = {"num_attention_heads": 2, "num_key_value_heads": 2, "head_dim": 16}
    assert left_open(restated(folder, **half)) == {
        "parameters",
        "query_heads",
        "kv_heads",
        "head_width",
        "attention",
    }


def test_quantized_tensors_have_shapes_of_their_own(tmp_path):
    folder = restated(saved("llama", tmp_path), quantization_config={"quant_method": "some"})
    name = "model__layers__0__mlp__up_proj__weight"
    assert left_open(restored(folder, **{name: torch.ones(7, 1)})) == set()


def test_a_model_that_is_stored_without_its_head_is_not_counted_with_it(tmp_path):
    folder = restored(saved("llama", tmp_path), lm_head__weight=None)
    found = inspect(str(folder)).properties["parameters"]
    assert found.why == "1 of the class's tensors are not stored: lm_head.weight"


@pytest.mark.parametrize(
    ("stated", "differs"),
    [("LlamaForCausalLM", False), ("LLaMAForCausalLM", False), ("LlamaModel", True)],
)
@pytest.mark.parametrize("with_weights", [True, False])
def test_another_class_than_the_one_that_is_measured_is_told(
    stated, differs, with_weights, tmp_path
):
    folder = restated(saved("llama", tmp_path), architectures=[stated])
    if not with_weights:
        (folder / "model.safetensors").unlink()
    said = [it.sentence for it in inspect(str(folder)).disagreements]
    words = "the config names LlamaModel; what is measured is LlamaForCausalLM, the library's of "
    assert said == ([f"{words}its model_type"] if differs else [])


def test_what_a_head_for_another_task_stores_is_told(tmp_path):
    folder = saved("llama", tmp_path)
    scores = load_file(folder / "model.safetensors")["lm_head.weight"][:2].clone()
    restored(folder, lm_head__weight=None, score__weight=scores)
    said = [it.sentence for it in inspect(str(folder)).disagreements]
    assert said == [
        "of the declared class 1 are not stored: lm_head.weight",
        "1 are stored that the declared class doesn't have: score.weight",
    ]
