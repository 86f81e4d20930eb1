"""Keys must turn in every layer, and in all of them alike."""

from typing import Any

import pytest

from claims._core.observed import CantTell
from claims._probes.behaviour import Behaviour
from claims._probes.measuring import measured
from claims._probes.models.architecture import tiny
from tests.probes.structures import FACTS


def llama_with(path: str, patch: Any) -> Behaviour:
    return Behaviour("llama-7b", FACTS["llama-7b"], patches=[(path, patch)])


@pytest.mark.parametrize("layer", [0, 1])
@pytest.mark.parametrize("name", ["llama-7b", "llama-3.1-8b"])
def test_a_layer_that_does_not_turn_is_no_clear_answer(name: str, layer: int) -> None:
    patches = [(f"layers.{layer}.self_attn", "no_rotation_in_attention")]
    model = Behaviour(name, FACTS[name], patches=patches)
    with pytest.raises(CantTell, match="some layers only") as raised:
        model.rotation()
    assert raised.value.values == {"turning": [1 - layer], "others": [layer]}
    with pytest.raises(CantTell, match="some layers only"):
        model.position_encoding()


def test_attention_that_skips_the_rotation_in_all_layers_is_still() -> None:
    assert llama_with("self_attn", "no_rotation_in_attention").rotation().moved == 0


@pytest.mark.parametrize("layers", [[1, 0], [0, 1]])
def test_a_config_that_turns_some_layers_is_no_clear_answer(layers: list[int]) -> None:
    with pytest.raises(CantTell, match="some layers only"):
        measured("position_encoding", tiny("smollm3", no_rope_layers=layers))


def test_layers_that_turn_at_different_speeds_are_no_clear_answer() -> None:
    def faster(module: Any) -> Any:
        def swap(_: Any, args: Any, given: dict[str, Any]) -> Any:
            cosines, sines = given["position_embeddings"]
            turned = cosines**2 - sines**2, 2 * sines * cosines
            return args, given | {"position_embeddings": turned}

        module.register_forward_pre_hook(swap, with_kwargs=True)
        return module

    with pytest.raises(CantTell, match="otherwise than the first") as raised:
        llama_with("layers.1.self_attn", faster).rotation()
    assert raised.value.values == {"layers": [1]}
