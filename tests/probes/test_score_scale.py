"""By what scores are divided, wherever a class does it."""

from typing import Any

import pytest

from claims._core.observed import CantTell
from claims._probes.behaviour import Behaviour
from tests.probes.asking import asked
from tests.probes.masks import WINDOW
from tests.probes.structures import FACTS


@pytest.mark.parametrize(
    ("name", "width"),
    [
        ("gpt2", 8),
        ("llama-7b", 8),
        ("llama-2-70b", 8),
        # It divides queries before they meet keys.
        ("opt", 16),
        # All its queries meet one key.
        ("falcon", 16),
    ],
)
def test_scores_are_divided_by_the_root_of_the_width(name: str, width: int) -> None:
    scale = asked("score_scale", name)
    assert scale.head_width == width
    assert scale.divisors == pytest.approx([width**0.5] * 2, rel=1e-7)
    assert scale.powers == pytest.approx([0.5, 0.5], abs=1e-7)


def test_at_the_width_of_a_real_head_too() -> None:
    wide = Behaviour("llama-3.2-1b", FACTS["llama-3.2-1b"]).with_one_full_head().score_scale()
    assert (wide.head_width, *wide.divisors) == pytest.approx((64, 8, 8), rel=1e-7)


@pytest.mark.parametrize(("name", "path"), [("gpt2", "attn"), ("llama-3-8b", "self_attn")])
def test_a_layer_that_divides_by_more_is_told(name: str, path: str) -> None:
    scale = asked("score_scale", name, (path, "weaker_by_layer"))
    assert scale.divisors == pytest.approx([8**0.5, 2 * 8**0.5], rel=1e-7)


@pytest.mark.parametrize(
    ("setting", "divisors"),
    [
        ({"scale_attn_weights": False}, [1, 1]),
        ({"scale_attn_by_inverse_layer_idx": True}, [8**0.5, 2 * 8**0.5]),
    ],
)
def test_a_config_that_says_so_is_believed_by_what_it_does(setting: Any, divisors: Any) -> None:
    model = Behaviour("gpt2", FACTS["gpt2"], alteration=setting)
    assert model.score_scale().divisors == pytest.approx(divisors, rel=1e-7)


def test_queries_and_keys_that_are_made_shorter_count_as_divided_by_more() -> None:
    def shorter(rotary: Any) -> Any:
        rotary.register_forward_hook(lambda _, __, turns: tuple(it / 2 for it in turns))
        return rotary

    model = Behaviour("llama-7b", FACTS["llama-7b"], patches=[("rotary_emb", shorter)])
    assert model.score_scale().divisors == pytest.approx([4 * 8**0.5] * 2, rel=1e-7)


@pytest.mark.parametrize("patch", ["one_kv_head", "linear_attention"])
def test_weights_by_other_keys_or_another_kernel_are_no_clear_answer(patch: str) -> None:
    with pytest.raises(CantTell, match="no products"):
        asked("score_scale", "llama-7b", ("self_attn", patch))


@pytest.mark.parametrize("name", ["qwen3", "gpt_neox"])
def test_normalised_queries_or_another_order_of_them_are_no_clear_answer(name: str) -> None:
    with pytest.raises(CantTell, match="more than one factor"):
        asked("score_scale", name)


def test_a_bias_of_positions_is_no_clear_answer() -> None:
    with pytest.raises(CantTell, match="no products"):
        asked("score_scale", "bloom")


def test_a_window_is_no_clear_answer() -> None:
    model = Behaviour("llama-7b", FACTS["llama-7b"], patches=[("self_attn", WINDOW)])
    with pytest.raises(CantTell, match="all of those before it"):
        model.score_scale()
