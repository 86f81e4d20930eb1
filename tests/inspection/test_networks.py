"""Feed-forward networks that show only if one looks twice: a norm within, little that enters."""

from claims._inspection.inspect import inspect
from claims._probes import feed_forward
from claims._probes.anatomy import anatomy
from claims._probes.architecture import tiny
from claims._probes.norms import before_its_norm, measure
from tests.inspection.folders import written


def test_a_norm_before_the_last_matrix_is_looked_behind():
    leaves = anatomy(tiny("bitnet")).blocks[0].leaves
    last, first = leaves[-1], leaves[0]
    assert before_its_norm(last, leaves).given.equal(leaves[-2].given)
    assert before_its_norm(first, leaves) is first


def test_what_hardly_enters_an_activation_is_made_larger(monkeypatch):
    model = tiny("llama")
    monkeypatch.setattr(feed_forward, "SPAN", 40.0)
    found = feed_forward.measured_layers(model)
    assert {(it.activation, it.gated) for it in found} == {("silu", True)}


def test_two_factors_of_one_matrix_are_no_network(tmp_path):
    sizes = {"hidden_size": 64, "num_attention_heads": 4, "num_key_value_heads": 2, "head_dim": 16}
    few = {"num_hidden_layers": 5, "num_kv_shared_layers": 0, "intermediate_size": 96}
    folder = written("gemma3n_text", tmp_path, **sizes, **few, laurel_rank=8)
    found = inspect(str(folder)).properties
    assert (found["activation"].value, found["gated"].value) == ("gelu-tanh", True)


def test_norms_are_as_wide_as_the_hidden_state_though_several_stand_side_by_side():
    assert measure(tiny("hy_v4")).kind == "rmsnorm"
