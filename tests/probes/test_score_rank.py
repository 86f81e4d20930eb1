"""Softmax of scores, or a kernel that can be summed up."""

import pytest

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


def test_a_cap_on_scores_is_neither():
    rank = asked("score_rank", "gemma2")
    assert not rank.softmax
    assert not rank.linear
