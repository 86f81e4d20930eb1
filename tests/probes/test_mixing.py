"""What the feed-forward network mixes."""

import pytest

from claims._core.observed import CantTell
from tests.probes.asking import asked


@pytest.mark.parametrize("name", ["gpt2", "llama-7b", "llama-3.1-405b", "phi3", "bloom", "gemma2"])
def test_usual_networks_mix_coordinates_and_no_tokens(name):
    mixing = asked("mixing", name)
    assert mixing.position_wise
    assert mixing.fully_connected


@pytest.mark.parametrize("path", ["mlp", "h.1.mlp"])
def test_a_mean_over_tokens_is_seen(path):
    mixing = asked("mixing", "gpt2", (path, "token_mean"))
    assert not mixing.position_wise
    assert mixing.fully_connected


def test_two_halves_are_seen():
    assert not asked("mixing", "llama-7b", ("mlp", "two_halves")).fully_connected


def test_a_network_that_is_no_module_is_no_clear_answer():
    with pytest.raises(CantTell, match="no module of its own"):
        asked("mixing", "opt")
