"""The angles that a base and a scaling state."""

import pytest

from claims._core.observed import CantTell
from claims._probes.rotary_frequencies import expected_frequencies
from tests.probes.structures import LLAMA3_SCALING


def test_the_papers_frequencies() -> None:
    assert expected_frequencies(1e4, None, 4) == pytest.approx((1, 0.01))
    linear = expected_frequencies(1e4, {"type": "linear", "factor": 4.0}, 4)
    assert linear == pytest.approx((0.25, 0.0025))


def test_llama3_scaling_keeps_fast_pairs_slows_slow_ones_and_blends() -> None:
    plain, scaled = (expected_frequencies(5e5, it, 128) for it in (None, LLAMA3_SCALING))
    ratios = [a / b for a, b in zip(plain, scaled, strict=True)]
    assert ratios[0] == 1
    assert ratios[-1] == pytest.approx(8)
    assert sum(1.0001 < it < 7.9999 for it in ratios) == 6
    assert ratios == sorted(ratios)


def test_an_unknown_scaling_is_not_guessed() -> None:
    with pytest.raises(CantTell, match="yarn"):
        expected_frequencies(1e4, {"rope_type": "yarn", "factor": 2.0}, 16)
