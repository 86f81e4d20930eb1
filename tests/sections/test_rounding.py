"""A rounded figure holds if the count comes to it either rounded or cut off."""

import pytest

from claims.scale._rounding import holds

BILLION, TENTH, MILLION = 10**9, 10**8, 10**6


@pytest.mark.parametrize(
    "stated, exact, digit, expected",
    [
        (1_500_000_000, 1_557_611_200, TENTH, True),  # cut off
        (1_600_000_000, 1_557_611_200, TENTH, True),  # rounded
        (1_700_000_000, 1_557_611_200, TENTH, False),
        (7 * BILLION, 6_738_415_616, BILLION, True),
        (7 * BILLION, 6_738_415_616, TENTH, False),
        (117 * MILLION, 124_439_808, MILLION, False),
        (117 * MILLION, 116_536_320, MILLION, True),
    ],
)
def test_a_figure_holds_at_the_digits_stated(stated, exact, digit, expected):
    assert holds(stated, exact, digit) is expected
