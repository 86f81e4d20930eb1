"""What is said of a large model is what a small one shows, and no artefact of making it small."""

import os
import subprocess
import sys

import pytest

from claims._inspection.inspect import inspect
from claims._inspection.subject import Subject
from claims._inspection.target import find
from claims._probes.fitting import narrowing
from claims._probes.fitting.narrowing import narrowed
from claims._probes.fitting.stated_config import StatedConfig
from tests.inspection.folders import LARGE, restated, written


@pytest.fixture
def large(tmp_path):
    return lambda kind, **settings: written(kind, tmp_path, **LARGE, **settings)


def test_heads_that_are_counted_layer_by_layer_keep_their_ratio(large):
    folder = large("laguna", num_attention_heads_per_layer=[16, 16], head_dim=64)
    found = inspect(str(folder))
    assert [found.properties[it].value for it in ("query_heads", "kv_heads")] == [16, 4]
    assert found.disagreements == ()


def test_layers_with_other_numbers_of_heads_have_no_number_in_common(large):
    folder = large("laguna", num_attention_heads_per_layer=[16, 24], head_dim=64)
    found = inspect(str(folder)).properties
    assert found["attention"].value == "grouped-query"
    assert found["kv_heads"].value == 4
    assert found["query_heads"].value is None
    assert "layers have different numbers of query heads" in found["query_heads"].why


def test_heads_that_nothing_reads_are_not_said_to_be_there(large):
    # A class that goes by its list alone, which says another number than the config does.
    folder = large("laguna", num_attention_heads_per_layer=[8, 8], head_dim=64)
    found = inspect(str(folder)).properties
    assert found["query_heads"].value is None
    assert "told 8 has 4" in found["query_heads"].why


def test_a_table_as_wide_as_the_hidden_state_stays_so(tmp_path):
    sizes = {"hidden_size": 768, "num_hidden_layers": 2, "num_attention_heads": 12}
    found = inspect(str(written("roformer", tmp_path, **sizes))).properties["biases"]
    assert found.value == ["attention", "feed-forward", "norm", "head"]


def test_layers_that_attend_are_told_where_others_keep_a_state(tmp_path):
    found = inspect(str(written("qwen3_next", tmp_path, num_hidden_layers=4))).properties
    assert (found["query_heads"].value, found["kv_heads"].value) == (16, 2)
    where = "not in layers 0, 1, 2 of those that were built"
    for name, value in (("attention", "grouped-query"), ("position_encoding", "rotary")):
        assert (found[name].value, found[name].why) == (value, where)
    assert found["rope_theta"].value == 10_000


def test_one_expert_at_a_time_stays_one(tmp_path):
    target = find(str(written("qwen3_moe", tmp_path, num_experts_per_tok=1)))
    assert Subject(target).fitted.model.config.num_experts_per_tok == 1


def test_experts_that_are_counted_layer_by_layer_keep_their_ratio(large):
    topk = [8, 4]
    folder = large("hunyuan_v1_moe", num_experts=16, moe_topk=topk, head_dim=64, eod_token_id=None)
    assert Subject(find(str(folder))).fitted.model.config.moe_topk == [2, 1]
    found = inspect(str(folder)).properties
    seen = [found[it].value for it in ("kv_heads", "activation", "position_encoding")]
    assert seen == [4, "silu", "rotary"]


def test_factors_for_each_pair_come_down_with_the_part_of_a_head_that_turns(tmp_path):
    factors = [1 + at / 2 for at in range(16)]
    scaling = {"rope_type": "longrope", "long_factor": factors, "short_factor": factors}
    scaling |= {"original_max_position_embeddings": 64}
    sizes = {"hidden_size": 5120, "num_attention_heads": 40, "num_key_value_heads": 40}
    folder = written("minicpm3", tmp_path, **sizes, num_hidden_layers=2, qk_rope_head_dim=32)
    folder = restated(folder, rope_scaling=scaling)
    found = inspect(str(restated(folder, rope_parameters=None))).properties
    assert found["position_encoding"].value == "rotary"
    assert found["rope_scaling"].value["long_factor"] == factors


def test_a_mistake_of_the_project_is_no_fact_of_the_model(large, monkeypatch):
    monkeypatch.setattr(narrowing, "ACTIVE_EXPERTS", "two")
    found = inspect(str(large("mixtral"))).properties["activation"]
    at = "claims/_probes/fitting/narrowing.py"
    assert found.why == f"can't be measured here: the code of this project fails on it, in {at}"


def test_settings_come_in_the_same_order_whatever_the_hashes_are():
    said = "from claims._probes.fitting.narrowing import narrowed; " + (
        "from claims._probes.fitting.stated_config import StatedConfig; "
        "print(list(narrowed(StatedConfig({'model_type': 'deepseek_v3'}))))"
    )
    asked = [
        subprocess.run(
            [sys.executable, "-c", said],
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert asked[0] == asked[1] != b""


def test_the_hidden_size_under_a_name_that_the_class_drops(tmp_path):
    folder = restated(written("bloom", tmp_path, n_head=32, n_layer=30), n_embed=4096)
    found = inspect(str(folder)).properties
    assert (found["hidden_size"].value, found["position_encoding"].value) == (4096, "alibi")


def test_widths_in_tables_of_the_config(tmp_path):
    table = {"ffn_hidden_size": 10752, "moe_num_experts": 16, "moe_top_k": 4}
    sizes = {"d_model": 6144, "n_heads": 48, "n_layers": 40, "ffn_config": table}
    attention = {"kv_n_heads": 8, "rope_theta": 10_000.0, "clip_qkv": 8.0}
    folder = written("dbrx", tmp_path, **sizes, attn_config=attention)
    found = inspect(str(folder)).properties
    seen = [found[it].value for it in ("feed_forward_size", "kv_heads", "activation")]
    assert seen == [10752, 8, "silu"]


@pytest.mark.parametrize("swa", [16, 8])
def test_heads_of_windows_come_down_with_the_others(swa, tmp_path):
    sizes = {"hidden_size": 1024, "num_attention_heads": 16, "num_key_value_heads": 4}
    own = {"swa_num_attention_heads": swa, "swa_num_key_value_heads": 4, "swa_head_dim": 64}
    few = {"num_hidden_layers": 2, "vocab_size": 99, "unpadded_vocab_size": 99, "head_dim": 64}
    more = {"moe_intermediate_size": 96, "n_routed_experts": 4, "num_experts_per_tok": 2}
    small = {"rel_extent": 64, "d_rel": 16, "sliding_window_size": 64, "eos_token_id": None}
    folder = written("inkling2_text", tmp_path, **sizes, **own, **few, **more, **small)
    found = inspect(str(folder)).properties
    # Of 8 nothing is said, since they aren't those that the config states of all layers.
    assert found["query_heads"].value == (16 if swa == 16 else None)
    assert (found["kv_heads"].value, found["head_width"].value) == (4, 64)


def test_one_block_for_all_attending_layers_may_hold_something_for_each(tmp_path):
    # An adapter for each layer; and two factors of one matrix are no network.
    found = inspect(str(written("zamba2", tmp_path))).properties
    seen = [found[it].value for it in ("attention", "query_heads", "head_width", "norm")]
    assert seen == ["multi-head", 32, 160, "rmsnorm"]
    assert found["activation"].value is None


def test_layers_that_are_counted_as_blocks_come_down_too(tmp_path):
    found = inspect(str(written("xlstm", tmp_path, hidden_size=1024))).properties
    seen = [found[it].value for it in ("activation", "gated", "norm_placement", "norm")]
    assert seen == ["silu", True, "pre", "rmsnorm"]
    # Its gates have some, in what keeps the state.
    assert found["biases"].value is None


def test_what_reads_pictures_and_sounds_comes_down_in_depth_alone():
    sizes = narrowed(StatedConfig({"model_type": "phi4_multimodal"}))
    assert sizes["vision_config"] == {"num_hidden_layers": 2}
    assert sizes["audio_config"] == {"num_blocks": 2}


def test_a_decoder_that_is_only_known_inside_of_another_config(tmp_path):
    found = inspect(str(written("emu3", tmp_path))).properties
    assert (found["kv_heads"].value, found["position_encoding"].value) == (8, "rotary")
    assert found["parameters"].why == "of the text decoder alone"
