"""Models that run in float32 alone, measured in float64 all the same."""

import torch

from claims._inspection.inspect import inspect
from claims._inspection.subject import Subject
from claims._inspection.target import find
from tests.inspection.folders import SMALL, written

UPCAST = {**SMALL["gpt2"], "reorder_and_upcast_attn": True}


def test_attention_that_insists_on_single_precision_is_measured(tmp_path):
    found = inspect(str(written("gpt2", tmp_path, **UPCAST))).properties
    for name in ("attention", "position_encoding", "norm_placement", "activation", "biases"):
        assert found[name].evidence == "behaviour"
    assert found["activation"].value == "gelu-tanh"


def test_it_makes_in_double_what_it_makes_in_single_but_more_exactly(tmp_path):
    model = Subject(find(str(written("gpt2", tmp_path, **UPCAST)))).fitted.model
    other = Subject(find(str(written("gpt2", tmp_path / "plain", **SMALL["gpt2"])))).fitted.model
    assert (model.recipe.insists, other.recipe.insists) == (True, False)
    tokens = model.tokens()
    single, double, plain = (
        it.logits(tokens).double() for it in (model, model.in_double(), other.in_double())
    )
    assert 1e-8 < float((single - double).abs().max()) < 1e-4
    assert float((plain - double).abs().max()) < 1e-12
    assert torch.ones(1).float().dtype is torch.float32


def test_a_router_that_reads_single_precision_is_measured(tmp_path):
    sizes = {"hidden_size": 64, "num_attention_heads": 4, "num_key_value_heads": 2}
    few = {"num_hidden_layers": 2, "head_dim": 16, "n_routed_experts": 4, "num_experts_per_tok": 2}
    own = {"swa_num_attention_heads": 4, "swa_num_key_value_heads": 2, "swa_head_dim": 16}
    folder = written("inkling2_text", tmp_path, **sizes, **few, **own, moe_intermediate_size=80)
    found = inspect(str(folder)).properties
    assert (found["attention"].value, found["norm"].value) == ("grouped-query", "rmsnorm")
