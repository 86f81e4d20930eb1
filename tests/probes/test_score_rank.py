"""Softmax of scores, or a kernel that can be summed up."""

import pytest

from claims._core.observed import CantTell
from tests.probes.asking import asked


@pytest.mark.parametrize("name", ["gpt2", "llama-7b", "llama-3-8b", "llama-3.1-405b", "opt"])
def test_softmax(name):
    rank = asked("score_rank", name)
    assert rank.softmax
    assert not rank.linear


@pytest.mark.parametrize("name, path", [("gpt2", "attn"), ("llama-3-8b", "self_attn")])
def test_a_linear_kernel(name, path):
    rank = asked("score_rank", name, (path, "linear_attention"))
    assert rank.linear
    assert not rank.softmax


@pytest.mark.parametrize("name", ["gemma2", "bloom", "mpt"])
def test_a_cap_on_scores_or_a_bias_of_positions_is_no_clear_answer(name):
    with pytest.raises(CantTell):
        asked("score_rank", name)


def test_one_layer_that_differs_is_no_clear_answer():
    with pytest.raises(CantTell, match="layers differ"):
        asked("score_rank", "llama-7b", ("layers.1.self_attn", "linear_attention"))
