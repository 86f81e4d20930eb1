"""What probes of a training find, and that each can find the other thing too."""

from typing import Any

import pytest

from claims._core.observed import CantTell
from claims._probes.behaviour import Behaviour
from claims._probes.checkpointing import measure as checkpointing
from claims._probes.gradient_depth import measure as gradient_depth
from claims._probes.models.architecture import tiny
from tests.probes.structures import FACTS


def behaviour(name: str, **changes: Any) -> Behaviour:
    return Behaviour(name, FACTS[name], **changes)


@pytest.mark.parametrize("name", ["gpt2", "llama-7b", "llama-3.1-8b"])
def test_checkpointing_keeps_less_and_leaves_gradients_alone(name: str) -> None:
    found = behaviour(name).checkpointing()
    assert found.same
    assert found.kept_with.tensors < found.kept.tensors / 2
    assert found.kept_with.bytes < found.kept.bytes / 4


def test_a_block_that_does_something_else_the_second_time_is_noticed() -> None:
    found = checkpointing(behaviour("llama-7b", patches=[("mlp", _grow)]).model)
    assert found.difference > 0.1
    assert not found.same


def _grow(module: Any) -> Any:
    """Put out twice as much each time that it runs, as no block computed anew may."""
    times = iter(range(1, 99))
    module.register_forward_hook(lambda _, __, output: output * 2 ** next(times))
    return module


def test_measuring_gradients_leaves_the_shared_model_as_it_was() -> None:
    model = behaviour("gpt2").model
    checkpointing(model)
    assert not model.module.training
    assert all(it.grad is None for it in model.module.parameters())


def test_dropout_is_gpt2s_alone_and_can_be_switched_off() -> None:
    none = dict.fromkeys(("embedding_dropout", "attention_dropout", "residual_dropout"), 0.0)
    assert behaviour("gpt2").dropout().random
    assert behaviour("gpt2", alteration={**none, "attention_dropout": 0.1}).dropout().random
    assert not behaviour("gpt2", alteration=none).dropout().random
    assert behaviour("llama-7b").dropout().difference == 0
    assert behaviour("llama-7b", patches=[("mlp", "dropout")]).dropout().random
    assert behaviour("llama-7b", alteration={"attention_dropout": 0.5}).dropout().random


def test_the_librarys_own_draw_is_narrower_than_ours() -> None:
    model = behaviour("llama-7b").model
    assert float(model.module.lm_head.weight.detach().std()) == pytest.approx(0.2, rel=0.05)
    spread = model.as_initialised().module.lm_head.weight.detach().std()
    assert float(spread) == pytest.approx(0.02, rel=0.05)


def test_the_initial_spread_is_told_by_kind_of_matrix() -> None:
    spread = behaviour("gpt2", alteration={"initializer_range": 0.1}).initial_spread()
    assert spread.deviations.keys() == {"wte", "wpe", "c_attn", "c_fc", "c_proj"}
    assert spread.deviations["c_fc"] == pytest.approx(0.1, rel=0.05)
    # Of two layers, so by √4.
    assert spread.deviations["c_proj"] == pytest.approx(0.05, rel=0.05)


def test_full_depth_keeps_the_layers_and_how_far_a_matrix_stretches() -> None:
    deep = behaviour("llama-7b").at_full_depth().model
    assert len(deep.blocks) == FACTS["llama-7b"]["layers"]
    deviation = float(deep.blocks[0].self_attn.q_proj.weight.detach().std())
    assert deviation * 64**0.5 == pytest.approx(0.02 * 4096**0.5, rel=0.05)


def test_gradients_explode_without_pre_norm_in_llama_and_not_in_gpt2() -> None:
    llama = behaviour("llama-7b").at_full_depth().gradient_depth()
    assert len(llama.as_built) == len(llama.post_norm) == 32
    assert llama.as_built[0] / llama.as_built[-1] < 200
    assert llama.post_norm[0] / llama.post_norm[-1] > 2000
    gpt2 = behaviour("gpt2").at_full_depth().gradient_depth()
    assert gpt2.as_built[0] / gpt2.as_built[-1] < 10
    assert max(gpt2.post_norm) / min(gpt2.post_norm) < 1.5


def test_gradients_of_a_model_that_is_post_norm_anyway_are_the_same_twice() -> None:
    made = behaviour("gpt2", patches=[("h", "post_norm")]).gradient_depth()
    assert made.as_built == made.post_norm


def test_blocks_of_other_parts_have_no_gradients_to_compare() -> None:
    with pytest.raises(CantTell, match="two norms and two sublayers"):
        gradient_depth(tiny("opt"))
