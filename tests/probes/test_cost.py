"""Operations as a text grows."""

import pytest

from claims._core.observed import CantTell
from claims._probes.measuring import measured
from claims._probes.models.architecture import tiny
from tests.probes.asking import asked


@pytest.mark.parametrize("name", ["gpt2", "llama-7b", "llama-3-8b", "bloom"])
def test_attention_grows_with_the_square_and_matrices_with_the_length(name):
    cost = asked("cost", name)
    assert (cost.between_tokens_grows, cost.in_matrices_grows) == (4, 2)
    assert cost.a_token == 2 * cost.matrix_elements


def test_experts_that_sleep_cost_nothing():
    cost = asked("cost", "mixtral")
    assert cost.a_token < cost.matrix_elements


def test_a_matrix_used_twice_is_counted_twice():
    cost = asked("cost", "llama-7b", ("down_proj", "twice"))
    assert cost.a_token > 2 * cost.matrix_elements


def test_a_window_longer_than_the_text_is_no_clear_answer():
    with pytest.raises(CantTell, match="window"):
        measured("cost", tiny("mistral", sliding_window=4096))
