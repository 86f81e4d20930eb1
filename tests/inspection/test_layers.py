"""Layers that a small model leaves out, and what its config says of those that it has."""

from math import nan

import pytest

from claims._core.observed import CantTell
from claims._inspection.inspect import inspect
from claims._inspection.subject import Subject, told
from claims._inspection.target import find
from claims._probes.fitting.declared import kinds_of
from tests.inspection.folders import restated, written

SIZES = {"hidden_size": 512, "num_attention_heads": 4, "num_key_value_heads": 2, "head_dim": 128}


def test_layers_that_read_the_keys_of_others_are_among_those_that_are_built(tmp_path):
    few = {"num_hidden_layers": 15, "num_kv_shared_layers": 5, "intermediate_size": 1024}
    subject = Subject(find(str(written("gemma3n_text", tmp_path, **SIZES, **few))))
    built, stated = subject.fitted, subject.declared.kinds()
    assert kinds_of(built.model.blocks) == tuple(stated[it] for it in built.layers)
    assert set(kinds_of(built.model.blocks)) == set(stated)
    assert len(built.layers) < 15


def test_a_width_that_single_layers_state_of_their_own_comes_down_with_the_others(tmp_path):
    few = {"num_hidden_layers": 6, "intermediate_size": 1024, "global_head_dim": 256}
    folder = written("gemma4_text", tmp_path, **SIZES, **few)
    subject = Subject(find(str(folder)))
    own = [it.self_attn.head_dim for it in subject.fitted.model.blocks]
    assert subject.fitted.layers == (0, 1, 2, 3, 5)
    assert own == [32, 32, 32, 32, 64]
    why = inspect(str(folder)).properties["head_width"].why
    assert why.startswith("layers have different widths of a head")


def test_parts_of_a_head_that_single_layers_state_fit_together(tmp_path):
    found = inspect(str(written("dots3_note_text", tmp_path))).properties
    assert (found["activation"].value, found["norm_placement"].value) == ("silu", "pre")


def test_a_table_for_each_layer_may_have_more_rows_than_a_model_may_have_layers(tmp_path):
    found = inspect(str(written("gemma4_text", tmp_path, num_hidden_layers=6))).properties
    assert found["layers"].value == 6


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("dbrx", "its code asks for rope_theta, which isn't there"),
        ("cohere_compass_text", "its code asks for 'full_attention', which isn't there"),
        ("dots1", "its code meets something of another kind than it expects"),
    ],
)
def test_what_the_library_cannot_build_is_told_in_words(kind, said, tmp_path):
    found = inspect(str(written(kind, tmp_path))).properties
    assert said in found["activation"].why
    assert not any("Error:" in it.why for it in found.values())


def test_what_a_block_has_several_of_is_no_stack_of_blocks(tmp_path):
    sizes = {"hidden_size": 64, "num_attention_heads": 4, "ffn_hidden_size": 96, "head_dim": 16}
    few = {"num_layers": 1, "n_routed_experts": 4, "moe_topk": 2, "zero_expert_num": 2}
    found = inspect(str(written("longcat_flash", tmp_path, **sizes, **few))).properties
    for name in ("layers", "activation", "norm_placement"):
        assert found[name].evidence is None
        assert "no list of 2 blocks found" in found[name].why


def test_queries_that_meet_the_keys_in_chunks_are_left_open(tmp_path):
    sizes = {"hidden_size": 64, "num_attention_heads": 2, "attention_head_size": 32}
    table = {"axial_pos_embds_dim": [32, 32], "axial_pos_shape": [16, 8]}
    few = {"attn_layers": ["local", "lsh"], "feed_forward_size": 80, "is_decoder": True}
    folder = written("reformer", tmp_path, **sizes, **table, **few)
    found = inspect(str(folder)).properties
    said = "a softmax weighs something, but no queries were seen to meet all keys"
    for name in ("attention", "position_encoding", "norm_placement"):
        assert (found[name].evidence, found[name].why) == (None, said)
    assert found["biases"].evidence is None


def test_layers_that_a_nested_config_states_are_not_said_to_be_missing(tmp_path):
    inner = {"model_type": "clip_text_model", "hidden_size": 64, "num_hidden_layers": 2}
    folder = restated(written("fuyu", tmp_path), text_config=inner)
    found = inspect(str(folder)).properties
    assert {it.why for it in found.values()} == {
        "the layers of a fuyu can't be built: its text_config is of a clip_text_model, "
        "which the library builds no model of alone"
    }


def test_layers_that_no_text_enters_are_not_measured(tmp_path):
    found = inspect(str(written("mllama", tmp_path))).properties
    assert [found[it].value for it in ("layers", "query_heads", "kv_heads")] == [40, 32, 8]
    assert found["activation"].why == "MllamaForCausalLM has a block in which nothing runs"


def test_a_prompt_before_the_tokens_hides_no_norm_and_no_bias(tmp_path):
    sizes = {"hidden_size": 64, "num_attention_heads": 4, "num_hidden_layers": 2, "dim_ff": 96}
    found = inspect(str(written("cpmant", tmp_path, **sizes, dim_head=24))).properties
    seen = {it: found[it].value for it in ("position_encoding", "norm_placement", "head_width")}
    assert seen == {"position_encoding": "relative-bias", "norm_placement": "pre", "head_width": 24}


def test_a_width_of_heads_is_known_by_more_than_one_name(tmp_path):
    sizes = {"hidden_size": 1024, "num_attention_heads": 8, "num_hidden_layers": 2, "dim_ff": 96}
    found = inspect(str(written("cpmant", tmp_path, **sizes, dim_head=96))).properties
    assert (found["head_width"].value, found["head_width"].evidence) == (96, "config")


def test_rows_that_are_turned_round_are_no_positions(tmp_path):
    sizes = {"d_model": 64, "n_head": 4, "n_layer": 2, "d_inner": 96}
    found = inspect(str(written("xlnet", tmp_path, **sizes))).properties["position_encoding"]
    assert found.evidence is None
    assert found.why == "what enters the first block isn't one vector for each token"


def test_products_that_differ_in_a_layer_are_told_by_what_differs(tmp_path):
    # As wide as the text is long, so that a projection looks like a product between tokens.
    sizes = {"d_model": 64, "n_head": 4, "n_layer": 2, "d_inner": 96}
    found = inspect(str(written("xlnet", tmp_path, **sizes))).properties["attention"]
    said = "1 heads, 1 different keys, 64 wide; 4 heads, 4 different keys, 16 wide"
    assert found.why == f"products within a layer differ in their heads: {said}"


def test_layers_that_share_their_matrices_are_built_twice(tmp_path):
    found = inspect(str(written("zamba", tmp_path))).properties
    seen = {it: found[it].value for it in ("attention", "head_width", "position_encoding", "norm")}
    assert seen == {
        "attention": "multi-head",
        "head_width": 464,
        "position_encoding": "none",
        "norm": "rmsnorm",
    }


def test_another_model_beside_the_text_keeps_its_sizes(tmp_path):
    found = inspect(str(written("git", tmp_path))).properties
    seen = {it: found[it].value for it in ("activation", "norm_placement", "position_encoding")}
    assert seen == {
        "activation": "gelu",
        "norm_placement": "post",
        "position_encoding": "learned",
    }


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (RuntimeError("mat1 and mat2 must have the same dtype"), "precision of its own"),
        (RuntimeError("shape '[-1, 8, 8]' is invalid for input of size 64"), "another shape"),
        (IndexError("too many indices for tensor of dimension 3"), "another shape"),
        (ValueError("not enough values to unpack (expected 2, got 1)"), "than one tensor"),
        (AttributeError("no attribute"), "lacks something"),
        (ZeroDivisionError("division by zero"), "known here"),
    ],
)
def test_what_breaks_a_measurement_is_told_without_the_words_of_code(error, said):
    def broken(_):
        raise error

    found = told(broken, None)
    assert found.why.startswith("can't be measured here: ")
    assert said in found.why
    assert str(error) not in found.why


def test_a_share_of_nothing_is_no_number_to_show():
    def open_(_):
        raise CantTell("no clear answer", misfit=nan, moved=1.23456)

    assert told(open_, None).why == "no clear answer (moved=1.23)"


@pytest.mark.parametrize("wide", [64, 1024])
def test_an_encoder_that_is_not_built_has_other_sizes(wide, tmp_path):
    encoder = {"encoder_layers": 4, "encoder_attention_heads": 16, "encoder_ffn_dim": 4096}
    decoder = {"decoder_layers": 2, "decoder_attention_heads": 4, "decoder_ffn_dim": 96}
    only = {"is_decoder": True, "is_encoder_decoder": False}
    folder = written("mbart", tmp_path, d_model=wide, **encoder, **decoder, **only)
    found = inspect(str(folder)).properties
    seen = {it: found[it].value for it in ("layers", "query_heads", "feed_forward_size")}
    assert seen == {"layers": 2, "query_heads": 4, "feed_forward_size": 96}
    assert found["norm_placement"].value == "pre"


def test_other_blocks_than_layers_are_not_said_to_be_sizes_that_cannot_be_built(tmp_path):
    few = {"num_layers": 2, "hidden_size": 64, "n_routed_experts": 4, "zero_expert_num": 2}
    found = inspect(str(written("longcat_flash", tmp_path, **few))).properties["layers"]
    said = "expected as many blocks in a list as layers are stated, measured Longcat"
    assert found.value is None
    assert said in found.why
