"""What is added to attention's scores for distance alone."""

from typing import Any

import pytest
import torch

from claims._core.observed import CantTell
from claims._probes.behaviour import Behaviour
from claims._probes.measuring import measured
from claims._probes.models.architecture import tiny
from tests.probes.structures import FACTS

DISTANCE = (torch.arange(64)[:, None] - torch.arange(64)).clamp_min(0)


def biased(bias: torch.Tensor) -> Any:
    """Add to the mask of GPT-2's attention."""

    def patch(module: Any) -> Any:
        def add(_: Any, args: tuple[Any, ...], given: dict[str, Any]) -> Any:
            given["attention_mask"] = given["attention_mask"] + bias
            return args, given

        module.register_forward_pre_hook(add, with_kwargs=True)
        return module

    return patch


def gpt2_with(bias: torch.Tensor) -> Behaviour:
    return Behaviour("gpt2", FACTS["gpt2"], patches=[("wpe", "zeros"), ("attn", biased(bias))])


@pytest.mark.parametrize("kind", ["bloom", "mpt"])
def test_alibi_is_linear_with_a_slope_for_each_head(kind: str) -> None:
    bias = measured("score_bias", tiny(kind))
    assert bias.kind == "alibi"
    assert bias.slopes == pytest.approx([-(2.0**-power) for power in (2, 4, 6, 8)], rel=1e-5)


@pytest.mark.parametrize("kind", ["gpt2", "llama", "xglm", "gptj", "gemma2"])
def test_other_encodings_add_nothing_to_the_scores(kind: str) -> None:
    bias = measured("score_bias", tiny(kind))
    assert bias.kind == "none"
    assert bias.moved < 1e-12


def test_falcons_scaled_alibi_is_alibi() -> None:
    assert measured("position_encoding", tiny("falcon", alibi=True)) == "alibi"


def test_a_bias_that_is_not_linear_is_another_relative_bias() -> None:
    buckets = torch.randn(64, generator=torch.Generator().manual_seed(4))
    model = gpt2_with(buckets[DISTANCE])
    assert model.score_bias().kind == "relative-bias"
    assert model.position_encoding() == "relative-bias"


def test_a_linear_bias_given_to_gpt2_is_alibi() -> None:
    assert gpt2_with(-0.1 * DISTANCE).position_encoding() == "alibi"


@pytest.mark.parametrize("layer", [0, 1])
def test_a_bias_in_one_layer_alone_is_no_clear_answer(layer: int) -> None:
    patches = [("wpe", "zeros"), (f"h.{layer}.attn", biased(-0.1 * DISTANCE))]
    model = Behaviour("gpt2", FACTS["gpt2"], patches=patches)
    with pytest.raises(CantTell, match="layers differ"):
        model.score_bias()


def test_slopes_that_differ_from_layer_to_layer_are_no_clear_answer() -> None:
    patches = [(f"h.{i}.attn", biased(-0.1 * (i + 1) * DISTANCE)) for i in (0, 1)]
    with pytest.raises(CantTell, match="in their slopes"):
        Behaviour("gpt2", FACTS["gpt2"], patches=patches).score_bias()


def test_a_bias_of_absolute_positions_is_no_clear_answer() -> None:
    noise = torch.randn(64, 64, generator=torch.Generator().manual_seed(5))
    with pytest.raises(CantTell):
        gpt2_with(noise).score_bias()


def test_a_model_without_attention_is_not_said_to_add_nothing() -> None:
    with pytest.raises(CantTell, match="no attention weights"):
        measured("score_bias", tiny("mamba"))


def test_a_bias_beside_rotation_is_seen() -> None:
    model = Behaviour(
        "llama-7b", FACTS["llama-7b"], patches=[("self_attn", biased(-0.1 * DISTANCE))]
    )
    assert model.score_bias().kind == "alibi"
    with pytest.raises(CantTell, match="rotary, alibi"):
        model.position_encoding()


def test_measuring_leaves_the_weights_as_they_were() -> None:
    model = tiny("llama").in_double()
    before = {name: it.clone() for name, it in model.module.named_parameters()}
    measured("score_bias", tiny("llama"))
    assert all(torch.equal(it, before[name]) for name, it in model.module.named_parameters())
