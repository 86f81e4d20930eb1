"""Softmax of scores, or a kernel that can be summed up."""

import pytest

from claims._core.observed import CantTell
from claims._probes.behaviour import Behaviour
from tests.probes.asking import asked
from tests.probes.masks import WINDOW
from tests.probes.structures import FACTS


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


def test_a_window_is_no_clear_answer():
    model = Behaviour("llama-7b", FACTS["llama-7b"], patches=[("self_attn", WINDOW)])
    with pytest.raises(CantTell, match="attended to"):
        model.score_rank()


def test_a_model_whose_mask_needs_double_precision_is_run_in_it():
    assert asked("score_rank", "xglm").softmax
