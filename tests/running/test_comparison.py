"""A difference counts only if it is no accident of the text."""

from math import log

import pytest
import torch

from claims._running.comparison import CLEAR, compared

ONE = torch.tensor([3.0, 4.0, 5.0, 6.0])


def by(*apart):
    return compared(ONE, ONE + torch.tensor(apart), torch.zeros(4, 5))


def test_what_every_window_pays_is_clear_however_little_it_is():
    found = by(0.010, 0.011, 0.012, 0.011)
    assert found.worse
    assert not found.better
    assert found.dearer == pytest.approx(0.011, abs=1e-6)


def test_what_every_window_gains_is_better():
    found = by(-0.010, -0.011, -0.012, -0.011)
    assert found.better
    assert not found.worse


def test_what_some_windows_pay_and_some_gain_is_not_clear():
    found = by(0.5, -0.4, 0.6, -0.3)
    assert not found.clear
    assert not found.worse
    assert not found.better


def test_no_difference_at_all_is_not_clear():
    assert not by(0.0, 0.0, 0.0, 0.0).clear


def test_a_loss_that_is_no_number_is_not_clear():
    assert not by(float("inf"), 1.0, 1.0, 1.0).clear
    assert not by(float("nan"), 1.0, 1.0, 1.0).clear


def test_the_line_is_at_so_many_standard_errors_of_the_mean():
    found = by(1.0, 2.0, 3.0, 4.0)
    assert found.error == pytest.approx((5 / 3) ** 0.5 / 2)
    assert found.clear is (CLEAR * found.error < 2.5)


def test_tokens_are_those_that_something_comes_before():
    assert by(0.0, 0.0, 0.0, 0.0).tokens == 4 * 4


def test_a_model_reads_if_it_tells_more_than_how_often_each_token_occurs():
    tokens = torch.tensor([[9, 0, 0, 1, 2], [9, 0, 1, 2, 0]])
    by_frequency = -(0.5 * log(0.5) + 2 * 0.25 * log(0.25))
    for loss, reads in ((by_frequency - 0.01, True), (by_frequency + 0.01, False)):
        found = compared(torch.tensor([loss] * 2), torch.tensor([1.0, 2.0]), tokens)
        assert found.by_frequency == pytest.approx(by_frequency)
        assert found.reads is reads
