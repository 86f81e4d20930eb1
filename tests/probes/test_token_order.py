"""Whether two orders of the earlier tokens can be told apart, with and without positions."""

from typing import Any

import pytest

from claims._probes.behaviour import Behaviour
from claims._probes.measuring import measured
from claims._probes.models.architecture import tiny
from tests.probes.structures import FACTS


@pytest.mark.parametrize("kind", ["gpt2", "opt", "xglm", "llama", "gptj", "cohere"])
def test_one_layer_knows_the_order_by_positions_alone(kind: str) -> None:
    order = measured("token_order", tiny(kind))
    assert order.one_layer > 0.1
    assert order.one_layer_blind < 1e-5


@pytest.mark.parametrize("kind", ["gpt2", "opt", "llama"])
def test_the_causal_mask_tells_two_layers_the_order(kind: str) -> None:
    assert measured("token_order", tiny(kind)).two_layers_blind > 0.1


@pytest.mark.parametrize("kind", ["bloom", "mpt"])
def test_a_model_that_takes_no_positions_is_not_said_to_be_blind(kind: str) -> None:
    order = measured("token_order", tiny(kind))
    assert order.one_layer > 0.1
    assert order.one_layer_blind is None
    assert order.two_layers_blind is None


@pytest.mark.parametrize(
    "name, path, patch", [("gpt2", "wpe", "zeros"), ("llama-7b", "rotary_emb", "no_rotation")]
)
def test_without_positions_one_layer_cannot_tell(name: str, path: str, patch: str) -> None:
    order = Behaviour(name, FACTS[name], patches=[(path, patch)]).token_order()
    assert order.one_layer < 1e-5
    assert order.two_layers_blind > 0.1


def test_without_the_mask_blind_layers_know_nothing() -> None:
    facts = FACTS["llama-7b"]
    order = Behaviour("llama-7b", facts, alteration={"is_causal": False}).token_order()
    assert order.one_layer > 0.1
    assert order.two_layers_blind < 1e-5


def test_a_model_that_ignores_its_positions_is_not_said_to_be_blind() -> None:
    def deaf(module: Any) -> Any:
        def drop(_: Any, args: tuple[Any, ...], given: dict[str, Any]) -> Any:
            return args, given | {"position_ids": None}

        module.register_forward_pre_hook(drop, with_kwargs=True)
        return module

    order = Behaviour("gpt2", FACTS["gpt2"], patches=[("transformer", deaf)]).token_order()
    assert order.one_layer > 0.1
    assert order.one_layer_blind is None
