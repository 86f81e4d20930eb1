"""Feed-forward networks that show only if one looks twice: a norm within, little that enters."""

import pytest

from claims._inspection.inspect import inspect
from claims._probes import feed_forward
from claims._probes.models.architecture import tiny
from claims._probes.norms import measure
from claims._probes.watching.anatomy import anatomy
from claims._probes.watching.normalizing import before_its_norm
from tests.inspection.folders import written


def test_a_norm_before_the_last_matrix_is_looked_behind():
    leaves = anatomy(tiny("bitnet")).blocks[0].leaves
    last, first = leaves[-1], leaves[0]
    assert before_its_norm(last, leaves).given.equal(leaves[-2].given)
    assert before_its_norm(first, leaves) is first


def test_what_hardly_enters_an_activation_is_made_larger(monkeypatch):
    model = tiny("llama")
    monkeypatch.setattr(feed_forward, "SPAN", 40.0)
    with pytest.raises(feed_forward.TooLittle):
        feed_forward.measured_layers(model)
    found = feed_forward.enlarged_layers(model)
    assert {(it.activation, it.gated) for it in found} == {("silu", True)}


def test_two_factors_of_one_matrix_are_no_network(tmp_path):
    sizes = {"hidden_size": 64, "num_attention_heads": 4, "num_key_value_heads": 2, "head_dim": 16}
    few = {"num_hidden_layers": 5, "num_kv_shared_layers": 0, "intermediate_size": 96}
    folder = written("gemma3n_text", tmp_path, **sizes, **few, laurel_rank=8)
    found = inspect(str(folder)).properties
    assert (found["activation"].value, found["gated"].value) == ("gelu-tanh", True)


@pytest.mark.parametrize(
    ("kind", "placement", "activation"),
    [
        ("mistral", "pre", "silu"),
        ("gemma2", "both", "gelu-tanh"),
        ("olmo3", "post", "silu"),
        ("mixtral", "pre", "silu"),
    ],
)
def test_heads_that_see_one_token_are_no_network(kind, placement, activation, tmp_path):
    # Then what the values make enters the next matrix as it is, through more numbers than are in
    # the network.
    sizes = {"hidden_size": 64, "num_attention_heads": 4, "num_key_value_heads": 4, "head_dim": 32}
    few = {"num_hidden_layers": 2, "intermediate_size": 96, "sliding_window": 1}
    found = inspect(str(written(kind, tmp_path, **sizes, **few))).properties
    seen = [found[it].value for it in ("norm_placement", "activation", "gated")]
    assert seen == [placement, activation, True]


@pytest.mark.parametrize("pieces", [2, 4, 5])
@pytest.mark.parametrize("wide", [80, 1280])
def test_a_matrix_that_is_multiplied_piece_by_piece_is_one(wide, pieces, tmp_path):
    sizes = {"hidden_size": wide, "n_head": 4, "n_layer": 2, "vocab_size": 99}
    slow = {"slow_but_exact": True, "pretraining_tp": pieces}
    found = inspect(str(written("bloom", tmp_path, **sizes, **slow))).properties
    seen = {it: found[it].value for it in ("feed_forward_size", "activation", "norm_placement")}
    assert seen == {
        "feed_forward_size": 4 * wide,
        "activation": "gelu-tanh",
        "norm_placement": "pre",
    }
    assert found["gated"].value is False


@pytest.mark.parametrize(
    ("times", "said"),
    [
        (1.0, "the network hands on more than its last matrix makes (apart=0.9)"),
        (0.5, "no activation that is known here, gated or not, explains the network"),
    ],
)
def test_what_keeps_a_state_is_no_network_though_none_is_explained(times, said, tmp_path):
    # With factors before its activation and behind it the network is like none that is known.
    sizes = {"hidden_size": 64, "num_attention_heads": 4, "num_key_value_heads": 2, "head_dim": 16}
    state = {"mamba_d_ssm": 128, "mamba_n_heads": 4, "mamba_d_head": 32, "mamba_d_state": 16}
    few = {"num_hidden_layers": 2, "intermediate_size": 96, "mlp_multipliers": [times, 0.1]}
    found = inspect(str(written("falcon_h1", tmp_path, **sizes, **state, **few))).properties
    assert found["norm_placement"].value == "pre"
    assert found["activation"].why == said


def test_norms_are_as_wide_as_the_hidden_state_though_several_stand_side_by_side():
    assert measure(tiny("hy_v4")).kind == "rmsnorm"


def test_an_activation_with_parameters_of_its_own_is_told_as_that(tmp_path):
    sizes = {"hidden_size": 64, "num_attention_heads": 4, "num_key_value_heads": 2}
    more = {"num_hidden_layers": 2, "intermediate_size": 96, "bos_token_id": 1, "eos_token_id": 2}
    found = inspect(str(written("apertus", tmp_path, **sizes, **more))).properties["activation"]
    said = "its activation is a function with parameters of its own (at=mlp.act_fn, parameters=2)"
    assert (found.value, found.why) == (None, said)


def test_no_function_is_named_that_is_like_the_activation_by_chance(tmp_path):
    sizes = {"hidden_size": 64, "num_attention_heads": 4, "num_key_value_heads": 2, "head_dim": 16}
    more = {"num_hidden_layers": 2, "intermediate_size": 32, "num_local_experts": 4}
    found = inspect(str(written("gpt_oss", tmp_path, **sizes, **more))).properties
    # Its experts are multiplied all at once, and what is left is attention's.
    for name in ("activation", "gated"):
        assert found[name].why == "GptOssForCausalLM: no two matrices follow each other"
    assert found["norm_placement"].value == "pre"


def test_squares_that_outweigh_what_came_in_hide_no_place_of_a_norm(tmp_path):
    sizes = {"hidden_size": 3072, "intermediate_size": 9216, "num_key_value_heads": 8}
    folder = written("nemotron", tmp_path, **sizes, num_attention_heads=24, head_dim=128)
    assert inspect(str(folder)).properties["norm_placement"].value == "pre"


def test_blocks_that_attend_or_keep_a_state_alone_hide_no_network(tmp_path):
    kinds = ["mamba", "mlp", "full_attention", "mlp"]
    sizes = {"hidden_size": 128, "num_attention_heads": 8, "num_key_value_heads": 2, "head_dim": 16}
    state = {"mamba_num_heads": 16, "mamba_head_dim": 16, "ssm_state_size": 16}
    folder = written(
        "nemotron_h", tmp_path, layers_block_type=kinds, intermediate_size=320, **sizes, **state
    )
    found = inspect(str(folder))
    seen = [found.properties[it].value for it in ("activation", "gated", "feed_forward_size")]
    assert seen == ["relu-squared", False, 320]
    # Of what keeps a state it states another one.
    assert found.disagreements == ()
    why = "a block multiplies no queries with keys, and has no attention to find"
    assert found.properties["norm_placement"].why == why
