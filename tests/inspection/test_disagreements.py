"""Where a config says one thing and what was measured says another."""

import pytest
import torch

from claims._inspection.inspect import inspect
from tests.inspection.folders import restated, restored, saved, weight, written


def disagreements(folder):
    return {it.about: it.sentence for it in inspect(str(folder)).disagreements}


@pytest.mark.parametrize("kind", ["gpt2", "llama"])
def test_a_model_as_it_was_saved_has_none(kind, tmp_path):
    assert disagreements(saved(kind, tmp_path)) == {}


def test_a_base_under_a_key_that_nothing_reads(tmp_path):
    folder = restated(saved("llama", tmp_path), rotary_emb_base=500_000)
    said = "the config states rotary_emb_base 500,000; measured: 10,000"
    assert disagreements(folder) == {"rope_theta": said}


def test_a_base_for_a_model_that_does_not_turn(tmp_path):
    folder = restated(saved("gpt2", tmp_path), rope_theta=10_000.0)
    said = "the config states rope_theta 10,000; measured: no keys that turn"
    assert disagreements(folder) == {"rope_theta": said}


def test_an_activation_that_the_class_does_not_use(tmp_path):
    folder = restated(saved("llama", tmp_path), activation_function="gelu_new")
    said = (
        "the config states activation_function 'gelu_new', which is gelu-tanh; the network has silu"
    )
    assert disagreements(folder) == {"activation": said}


def test_an_activation_that_the_class_does_use_is_what_it_has(tmp_path):
    folder = saved("llama", tmp_path, hidden_act="gelu")
    assert inspect(str(folder)).properties["activation"].value == "gelu"
    assert disagreements(folder) == {}


def test_a_tie_that_is_not_there(tmp_path):
    folder = saved("gpt2", tmp_path)
    table = weight(folder, "transformer.wte.weight")
    folder = restored(folder, lm_head__weight=torch.randn_like(table))
    assert disagreements(folder) == {
        "tied_embeddings": "the config states tie_word_embeddings True; there are two matrices"
    }


def test_an_epsilon_that_no_norm_has(tmp_path):
    folder = restated(saved("gpt2", tmp_path), layer_norm_epsilon=None, rms_norm_eps=1e-6)
    said = "the config states rms_norm_eps 1e-06; its norms have 1e-05"
    assert disagreements(folder) == {"norm_eps": said}


@pytest.mark.parametrize("stated", [1e-18, 1e-30])
def test_an_epsilon_too_small_to_be_seen_is_left_open(stated, tmp_path):
    folder = restated(saved("gpt2", tmp_path), layer_norm_epsilon=stated)
    found = inspect(str(folder))
    assert found.properties["norm_eps"].evidence is None
    assert found.properties["norm_eps"].why == "an epsilon below 1e-17 can't be told from none"
    assert found.disagreements == ()


def test_a_width_in_times_of_the_hidden_state_that_the_class_never_reads(tmp_path):
    sizes = {"d_model": 64, "n_heads": 4, "n_layers": 2, "vocab_size": 99}
    folder = written("mpt", tmp_path, **sizes, expansion_ratio=2)
    said = "the config states expansion_ratio 2; the network is 4 times as wide as its input, 256"
    assert disagreements(folder) == {"feed_forward_size": said}
    assert disagreements(restated(folder, expansion_ratio=4)) == {}


def test_tensors_that_are_missing_or_have_another_shape(tmp_path):
    folder = restored(saved("llama", tmp_path), model__norm__weight=None)
    sentence = disagreements(folder)["stored tensors"]
    assert sentence == "of the declared class 1 are not stored: model.norm.weight"
    folder = restored(folder, model__norm__weight=torch.ones(31))
    sentence = disagreements(folder)["stored tensors"]
    assert sentence == "model.norm.weight: the config declares [32], stored is [31]"


def test_a_scaling_that_is_stated_and_measured_is_none(tmp_path):
    scaling = {
        "rope_type": "llama3",
        "rope_theta": 10_000.0,
        "factor": 8.0,
        "low_freq_factor": 1.0,
        "high_freq_factor": 4.0,
        "original_max_position_embeddings": 512,
    }
    folder = saved("llama", tmp_path, rope_parameters=scaling, max_position_embeddings=4096)
    inspection = inspect(str(folder))
    assert inspection.properties["rope_scaling"].value["rope_type"] == "llama3"
    assert inspection.properties["rope_scaling"].evidence == "behaviour"
    assert inspection.properties["rope_theta"].value == 10_000
    assert inspection.disagreements == ()


def test_heads_that_another_switch_overrides(tmp_path):
    sizes = {"hidden_size": 64, "num_attention_heads": 4, "num_hidden_layers": 2}
    folder = written("falcon", tmp_path, **sizes, multi_query=True, num_kv_heads=4)
    said = "the config states 4 key-value heads, the class has 1"
    assert disagreements(folder) == {"kv_heads": said}
    assert disagreements(restated(folder, num_kv_heads=1)) == {}


def test_a_way_that_is_switched_off_and_taken_all_the_same(tmp_path):
    sizes = {"d_model": 64, "n_heads": 4, "n_layers": 2, "vocab_size": 99}
    folder = written("mpt", tmp_path, **sizes)
    assert disagreements(folder) == {}
    off = restated(folder, attn_config={"alibi": False})
    said = "the config states attn_config.alibi False; measured: alibi"
    assert disagreements(off) == {"position_encoding": said}


@pytest.mark.parametrize("word", ["relative_key", "relative_key_query", "rotary"])
def test_a_way_that_is_named_and_that_nothing_reads(word, tmp_path):
    sizes = {"hidden_size": 64, "num_attention_heads": 4, "num_hidden_layers": 2}
    folder = restated(written("bert", tmp_path, **sizes), position_embedding_type=word)
    said = f"the config states position_embedding_type {word}; measured: learned"
    assert disagreements(folder)["position_encoding"] == said
    plain = restated(folder, position_embedding_type="absolute")
    assert "position_encoding" not in disagreements(plain)


def test_sinusoids_that_are_stated_and_that_nothing_reads(tmp_path):
    folder = restated(saved("gpt2", tmp_path), sinusoidal_embeddings=True)
    said = "the config states sinusoidal_embeddings True; measured: learned"
    assert disagreements(folder) == {"position_encoding": said}


def test_a_word_about_nothing_that_was_measured_is_no_disagreement(tmp_path):
    folder = restated(saved("llama", tmp_path), position_embedding_type="sine", alibi=False)
    assert disagreements(folder) == {}
    folder = restated(folder, alibi=True)
    said = "the config states alibi True; measured: rotary"
    assert disagreements(folder) == {"position_encoding": said}


MPT = {"d_model": 64, "n_heads": 4, "n_layers": 2, "vocab_size": 99}


@pytest.mark.parametrize(
    ("stated", "about", "said"),
    [
        (
            {"attn_config": {"attn_type": "multiquery_attention"}},
            "attention",
            "the config states attn_config.attn_type multiquery_attention; measured: multi-head",
        ),
        (
            {"attn_config": {"qk_ln": True}},
            "norm",
            "the config states attn_config.qk_ln True; queries and keys aren't normalised",
        ),
        (
            {"no_bias": False},
            "biases",
            "the config states no_bias False; measured biases: none",
        ),
        (
            {"norm_type": "low_precision_rmsnorm"},
            "norm",
            "the config states norm_type 'low_precision_rmsnorm', which is rmsnorm; "
            "measured: layernorm",
        ),
    ],
)
def test_words_that_a_class_declares_and_does_not_go_by(stated, about, said, tmp_path):
    folder = written("mpt", tmp_path, **MPT)
    assert disagreements(restated(folder, **stated)) == {about: said}


@pytest.mark.parametrize(
    ("kind", "stated", "about", "said"),
    [
        (
            "llama",
            {"norm_type": "layernorm"},
            "norm",
            "the config states norm_type 'layernorm'; measured: rmsnorm",
        ),
        (
            "llama",
            {"use_post_norm": True},
            "norm_placement",
            "the config states use_post_norm True; measured placement of norms: pre",
        ),
        (
            "gpt2",
            {"intermediate_size": 100},
            "feed_forward_size",
            "the config states intermediate_size 100; the network is 128 wide",
        ),
    ],
)
def test_words_that_a_class_does_not_know(kind, stated, about, said, tmp_path):
    assert disagreements(restated(saved(kind, tmp_path), **stated)) == {about: said}


@pytest.mark.parametrize(
    ("kind", "stated"),
    [
        ("llama", {"norm_type": "rmsnorm", "use_post_norm": False, "no_bias": True}),
        ("llama", {"norm_type": "batchnorm", "ffn_dim": 48, "attn_type": "bi"}),
        ("gpt2", {"no_bias": False, "norm_type": "layer_norm", "n_inner": 128}),
        ("llama", {"vision_config": {"model_type": "vit", "norm_type": "layer_norm"}}),
    ],
)
def test_words_that_are_borne_out_or_say_nothing_are_no_disagreement(kind, stated, tmp_path):
    assert disagreements(restated(saved(kind, tmp_path), **stated)) == {}
