"""Widths that the class goes by, and biases that belong to no matrix."""

from types import SimpleNamespace

import pytest

from claims._inspection.inspect import inspect
from claims._inspection.sizes import vocabulary
from claims._inspection.subject import told
from tests.inspection.folders import restated, saved, written

SMALL = {"hidden_size": 64, "num_attention_heads": 4, "num_hidden_layers": 2}


@pytest.mark.parametrize("kind", ["mixtral", "granitemoe", "gpt_oss"])
def test_a_width_that_no_network_has_is_passed_over(kind, tmp_path):
    sizes = SMALL | {"num_key_value_heads": 2, "intermediate_size": 160, "num_local_experts": 4}
    folder = written(kind, tmp_path, **sizes)
    found = inspect(str(restated(folder, moe_intermediate_size=999))).properties
    assert found["feed_forward_size"].value == 160


def test_layers_that_have_no_experts_have_the_width_of_a_network(tmp_path):
    sizes = {"hidden_size": 1024, "intermediate_size": 3072, "moe_intermediate_size": 1536}
    kinds = ["mamba", "mlp", "attention", "mlp"]
    folder = written("nemotron_h", tmp_path, **sizes, layers_block_type=kinds)
    found = inspect(str(folder)).properties["feed_forward_size"]
    assert found.value == 3072


@pytest.mark.parametrize(
    ("kind", "place", "path"),
    [
        ("gpt_neox_japanese", "attention", "attention.dense_bias"),
        ("jetmoe", "feed-forward", "mlp.bias"),
    ],
)
def test_a_bias_beside_the_matrices_is_in_its_part(kind, place, path, tmp_path):
    sizes = SMALL if kind == "gpt_neox_japanese" else {"hidden_size": 64, "num_hidden_layers": 2}
    found = inspect(str(written(kind, tmp_path, **sizes))).properties["biases"]
    assert place in found.value
    assert f"{path} in {place}" in found.why


def test_a_norm_narrower_than_the_hidden_state_has_a_bias_too(tmp_path):
    found = inspect(str(written("glm_moe_dsa", tmp_path))).properties["biases"]
    assert found.value == ["norm"]
    assert "k_norm.bias in norm" in found.why


def test_a_model_without_biases_has_none(tmp_path):
    assert inspect(str(saved("llama", tmp_path))).properties["biases"].value == []


def test_rows_for_padding_are_no_tokens(tmp_path):
    folder = written("moshi", tmp_path, **SMALL, vocab_size=300, head_dim=16, ffn_dim=96)
    found = inspect(str(folder)).properties["vocabulary"]
    assert (found.value, found.evidence) == (300, "config")
    assert found.why == "as many as it scores; the table that reads tokens in has 301 rows"


def test_a_vocabulary_that_no_table_has_the_rows_of_is_left_open():
    known = SimpleNamespace(embedding="table", head=None, shapes={"table": (1324, 64)})
    subject = SimpleNamespace(declared=known, stated={"vocab_size": 300})
    found = told(vocabulary, subject)
    assert found.evidence is None
    said = "the table that reads tokens in has 1,324 rows, and the config states 300 tokens"
    assert found.why == said
