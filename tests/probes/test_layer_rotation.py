"""Which layers turn their keys, where layers differ or something comes after the turn."""

import pytest
import torch

from claims._probes.measuring import measured
from claims._probes.models.architecture import tiny
from claims._probes.watching.turning import fitted_theta


def turns(kind: str, **settings: object) -> list[bool | None]:
    return [it.turns for it in measured("layer_rotation", tiny(kind, **settings))]


def test_each_layer_is_read_by_itself() -> None:
    assert turns("gpt2") == [False, False]
    assert turns("llama") == [True, True]
    assert turns("smollm3", num_hidden_layers=4) == [True, True, True, False]


def test_layers_may_turn_at_different_speeds() -> None:
    layers = measured("layer_rotation", tiny("gemma3_text", num_hidden_layers=6))
    bases = [round(fitted_theta(it.turning.frequencies), -1) for it in layers]
    assert bases == [10_000] * 5 + [1_000_000]


@pytest.mark.parametrize("kind", ["hunyuan_v1_dense", "gpt_oss", "deepseek_v2"])
def test_a_norm_a_factor_or_another_order_behind_the_turn_hides_nothing(kind: str) -> None:
    settings = {"num_experts_per_tok": 2} if kind == "deepseek_v2" else {}
    assert turns(kind, **settings) == [True, True]


def test_keys_that_grow_as_they_turn_are_left_open() -> None:
    def growing(module: torch.nn.Module) -> torch.nn.Module:
        def grow(_: object, __: object, made: tuple[torch.Tensor, ...]) -> tuple[torch.Tensor, ...]:
            by = torch.linspace(1, 2, made[0].shape[-2])[:, None]
            return tuple(it * by for it in made)

        module.register_forward_hook(grow)
        return module

    layers = measured("layer_rotation", tiny("llama", patches=(("rotary_emb", growing),)))
    assert [it.turns for it in layers] == [None, None]


@pytest.mark.parametrize("window", [1, 2, 3])
def test_a_window_of_hardly_any_tokens_hides_no_turn(window: int) -> None:
    kinds = ["sliding_attention", "full_attention"]
    model = tiny("gemma3_text", num_hidden_layers=2, sliding_window=window, layer_types=kinds)
    layers = measured("layer_rotation", model)
    assert [it.turns for it in layers] == [True, True]
    bases = [round(fitted_theta(it.turning.frequencies), -1) for it in layers]
    assert bases == [10_000, 1_000_000]
