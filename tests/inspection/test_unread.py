"""What a config states under keys that its class doesn't read, and tensors that it doesn't have."""

import pytest
import torch

from claims._inspection.inspect import inspect
from tests.inspection.folders import restated, restored, saved, written

SMALL = {"hidden_size": 64, "num_attention_heads": 4, "num_hidden_layers": 2}


def sentences(folder):
    return [it.sentence for it in inspect(str(folder)).disagreements]


def test_stored_biases_that_the_class_does_not_have(tmp_path):
    name = "model.layers.0.self_attn.q_proj.bias"
    folder = restored(saved("llama", tmp_path), **{name: torch.ones(32)})
    found = inspect(str(folder))
    said = f"1 are stored that the declared class doesn't have: {name}"
    assert [it.sentence for it in found.disagreements] == [said]
    assert found.properties["parameters"].evidence == "config"


def test_buffers_of_older_versions_are_passed_over(tmp_path):
    frequencies = {"model.layers.0.self_attn.rotary_emb.inv_freq": torch.ones(4)}
    assert sentences(restored(saved("llama", tmp_path / "a"), **frequencies)) == []
    masks = {"transformer.h.0.attn.bias": torch.ones(1, 1, 64, 64)}
    found = inspect(str(restored(saved("gpt2", tmp_path / "b"), **masks)))
    assert found.disagreements == ()
    assert found.properties["parameters"].evidence == "tensors"


@pytest.mark.parametrize(
    ("stated", "said"),
    [
        ({"qkv_bias": True}, ["the config states qkv_bias True; measured biases: none"]),
        ({"use_bias": True}, ["the config states use_bias True; measured biases: none"]),
        ({"use_bias": False, "qkv_bias": False}, []),
        ({"n_kv_heads": 4}, ["the config states 4 key-value heads, the class has 2"]),
        ({"multi_query": True}, ["the config states multi_query True; measured: grouped-query"]),
        (
            {"use_parallel_residual": True},
            ["the config states use_parallel_residual True; measured placement of norms: pre"],
        ),
        ({"use_parallel_residual": False, "use_parallel_block": False}, []),
        (
            {"use_parallel_block": True},
            ["the config states use_parallel_block True; measured placement of norms: pre"],
        ),
        (
            {"use_gated_activation": False},
            ["the config states use_gated_activation False; measured: a gate"],
        ),
        ({"use_gated_activation": True, "mlp_type": "gated"}, []),
        ({"mlp_type": "default"}, []),
        (
            {"use_embedding_sharing": True},
            ["the config states use_embedding_sharing True; there are two matrices"],
        ),
        (
            {"share_embeddings_and_output_weights": True},
            ["the config states share_embeddings_and_output_weights True; there are two matrices"],
        ),
        ({"use_embedding_sharing": False, "share_embeddings_and_output_weights": False}, []),
        ({"lm_head_bias": True}, ["the config states lm_head_bias True; measured biases: none"]),
        ({"lm_head_bias": False}, []),
        ({"prefix_lm": True}, ["the config states prefix_lm True; the class is causal"]),
        ({"prefix_lm": False}, []),
        ({"n_layer": 3}, ["the config states n_layer 3; layers: 2"]),
        ({"d_model": 64}, ["the config states d_model 64; hidden size: 32"]),
        ({"kv_channels": 16}, ["the config states kv_channels 16; head width: 8"]),
        ({"n_head": 2}, ["the config states n_head 2; query heads: 4"]),
        ({"n_layer": 2, "d_model": 32, "kv_channels": 8, "n_head": 4}, []),
        (
            {"layer_norm_eps": 1e-3},
            ["the config states layer_norm_eps 0.001; its norms have 1e-06"],
        ),
    ],
)
def test_words_that_a_llama_does_not_read(stated, said, tmp_path):
    assert sentences(restated(saved("llama", tmp_path), **stated)) == said


def test_a_gate_that_is_named_and_not_there(tmp_path):
    folder = restated(saved("gpt2", tmp_path), mlp_type="gated")
    assert sentences(folder) == ["the config states mlp_type 'gated'; measured: no gate"]


def test_a_network_that_is_not_told_contradicts_no_word(tmp_path):
    words = {"use_gated_activation": True, "mlp_type": "gated", "activation_function": "relu"}
    folder = restated(written("rwkv", tmp_path, hidden_size=64, num_hidden_layers=2), **words)
    assert sentences(folder) == []


def test_sizes_under_names_that_the_class_reads_are_its_own(tmp_path):
    folder = written("mpt", tmp_path, d_model=64, n_heads=4, n_layers=2, vocab_size=99)
    assert sentences(folder) == []
    folder = restated(folder, attn_config={"prefix_lm": True})
    assert sentences(folder) == [
        "the config states attn_config.prefix_lm True; the class is causal"
    ]


def test_biases_that_are_denied_and_there_all_the_same(tmp_path):
    folder = restated(
        written("qwen2", tmp_path, **SMALL, num_key_value_heads=2), attention_bias=False
    )
    assert "the config states attention_bias False; measured biases: attention" in sentences(folder)


def test_words_that_the_class_reads_are_its_own(tmp_path):
    assert sentences(saved("llama", tmp_path / "a", attention_bias=True)) == []
    folder = written("gpt_neox", tmp_path / "b", **SMALL, use_parallel_residual=False)
    assert sentences(folder) == []
