"""Hostile text is shown as text."""

import pytest

from claims._core.errors import Refused
from claims._core.visible import visible


@pytest.mark.parametrize(
    "text, shown",
    [
        ("\x1b[31mred", "\\u001b[31mred"),
        ("a\u202eb", "a\\u202eb"),
        ("\x00\r", "\\u0000\\u000d"),
        ("two\u2028lines", "two\\u2028lines"),
        ("two\nlines\tθ, 𝜃 and 🙂", "two\nlines\tθ, 𝜃 and 🙂"),
    ],
)
def test_what_steers_is_spelled_out_and_the_rest_stays(text, shown):
    assert visible(text) == shown


def test_a_refusal_is_one_line():
    assert str(Refused("two\nlines\x1b")) == "two\\nlines\\u001b"
