"""Whether one branch multiplies another, told without knowing the function between."""

import pytest
import torch

from claims._core.observed import CantTell
from claims._probes.gating import correlation
from claims._probes.measuring import measured
from claims._probes.models.architecture import tiny


@pytest.mark.parametrize(
    ("kind", "gated"),
    [
        ("gpt2", False),
        ("bloom", False),
        ("nemotron", False),
        ("apertus", False),
        ("llama", True),
        ("phi3", True),
        ("gemma2", True),
        ("olmoe", True),
    ],
)
def test_kinds(kind, gated):
    assert measured("gating", tiny(kind)) is gated


def test_a_network_that_hands_on_more_is_left_open():
    def more(module):
        module.register_forward_hook(lambda _, given, made: made + given[0].sin())
        return module

    with pytest.raises(CantTell, match="hands on more"):
        measured("gating", tiny("gpt2", patches=(("mlp", more),)))


def test_a_function_is_told_from_chance_and_from_a_part_of_it():
    x, y = torch.randn(2, 4000, generator=torch.Generator().manual_seed(0), dtype=torch.float64)
    assert correlation(x, x.clamp(0, 1)) > 0.99
    assert correlation(x, torch.zeros_like(x)) == 0
    assert abs(correlation(x, y)) < 0.1
    assert 0.1 < correlation(x, x + y) < 0.9
    # Where it is flat, only rounding differs.
    assert correlation(x, x.sign() + 1e-15 * y) > 0.99
