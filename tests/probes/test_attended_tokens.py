"""Which tokens a token attends to, read off the values that attention hands on."""

from typing import Any

import pytest

from claims._core.observed import CantTell
from claims._probes.behaviour import Behaviour
from claims._probes.patches._kernel import softmax, with_kernel
from tests.probes.asking import asked
from tests.probes.masks import ITSELF_FROM_ONE_HEAD, WINDOW
from tests.probes.structures import FACTS


@pytest.mark.parametrize("name", ["gpt2", "llama-7b", "llama-3-8b", "opt", "xglm", "gpt_neox"])
def test_a_token_attends_to_itself_and_to_all_before_it(name: str) -> None:
    seen = asked("attended_tokens", name)
    assert (seen.itself, seen.earlier, seen.later) == (True, True, False)
    assert seen.most == 0


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("gpt2", "attn"),
        ("gpt2", "h.1.attn"),
        ("llama-7b", "layers.0.self_attn"),
        ("llama-3-8b", "self_attn"),
    ],
)
def test_a_token_that_does_not_see_itself_is_noticed_in_any_layer(name: str, path: str) -> None:
    seen = asked("attended_tokens", name, (path, "not_itself"))
    assert (seen.itself, seen.earlier, seen.later) == (False, True, False)


@pytest.mark.parametrize(
    ("patch", "found"), [(ITSELF_FROM_ONE_HEAD, (False, True)), (WINDOW, (True, False))]
)
def test_what_is_hidden_from_a_head_is_noticed(patch: Any, found: tuple[bool, bool]) -> None:
    seen = Behaviour("gpt2", FACTS["gpt2"], patches=[("h.1.attn", patch)]).attended_tokens()
    assert (seen.itself, seen.earlier) == found
    assert not seen.later


def test_without_a_mask_later_ones_are_attended_to_as_well() -> None:
    seen = asked("attended_tokens", "llama-7b", ("self_attn", "no_mask"))
    assert (seen.itself, seen.earlier, seen.later) == (True, True, True)


def test_weights_that_do_not_add_up_are_no_clear_answer() -> None:
    def half(given: Any) -> Any:
        return softmax(given, given.shared(given.key), given.shared(given.value)) / 2

    patches = [("attn", lambda module: with_kernel(module, half))]
    with pytest.raises(CantTell, match="something else than tokens"):
        Behaviour("gpt2", FACTS["gpt2"], patches=patches).attended_tokens()


def test_weights_as_faint_as_none_are_no_clear_answer() -> None:
    with pytest.raises(CantTell, match="as faint as none"):
        asked("attended_tokens", "gpt_neo")
