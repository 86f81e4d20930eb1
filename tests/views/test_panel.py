"""A panel's lines hold what can be seen of their points, and tables of numbers stay off a card."""

import math
from itertools import pairwise

import pytest

from claims._views.observed import exact_words, observed_values, observed_words
from claims._views.panel import SEEN, Panel, bends


def test_a_line_keeps_every_place_that_can_be_seen():
    places = [(float(x), 20 * math.sin(x / 9)) for x in range(100)]
    kept = bends(places)
    assert 10 < len(kept) < 60
    for it in places:
        assert min(_distance(it, *ends) for ends in pairwise(kept)) <= SEEN


def _distance(at, start, end):
    (x, y), (a, b), (c, d) = at, start, end
    share = ((x - a) * (c - a) + (y - b) * (d - b)) / ((c - a) ** 2 + (d - b) ** 2)
    share = min(max(share, 0), 1)
    return math.hypot(x - a - share * (c - a), y - b - share * (d - b))


@pytest.mark.parametrize("places", [[], [(1.0, 2.0)], [(1.0, 2.0), (3.0, 4.0)]])
def test_a_line_of_few_places_keeps_them(places):
    assert bends(places) == places


def test_a_straight_line_is_its_ends():
    panel = Panel(0, 0, 100, 100, (0, 10), (0, 10))
    line = panel.line([(it, it) for it in range(12)], "curve")
    assert line == '<path d="M0.0 100.0L100.0 0.0" class="curve"></path>'


def test_what_was_not_measured_is_left_out_and_what_came_to_nothing_is_none():
    observed = {"size": None, "together": "", "biased": [], "gated": False}
    assert observed_words(observed) == "biased: none, gated: no"
    assert "size" not in observed_values(observed)
    assert exact_words(observed) == "biased: none, gated: no"


def test_a_part_of_a_sentence_stands_by_itself_without_its_commas():
    assert observed_words({"together": ", which is SwiGLU"}) == "together: which is SwiGLU"


def test_a_table_of_numbers_is_left_to_pictures():
    assert observed_words({"kept": 29, "curve": [[0.0, 1.5]] * 21}) == "kept: 29"
    assert "curve" not in observed_values({"kept": 29, "curve": [[0.0, 1.5]]})
    assert exact_words({"kept": 29, "curve": [[0.0, 1.5]] * 21}) == "kept: 29"
