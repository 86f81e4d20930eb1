"""Which claims a page's cells run: who shows one waits for no other."""

import pytest

from claims._pages.asked import asked_by
from claims._views.picture import drawn_claims
from tests.pages.small_site import page

DRAWN = drawn_claims("blocks")
KNOWN = ["a/one", "a/one_more", "b/two", *DRAWN]
CELLS = {
    "card('a/one')": ["a/one"],
    "myth('a/unknown')": [],
    "tally('a')": ["a/one", "a/one_more"],
    "tally()": KNOWN,
    "comparison('b', {})": ["b/two"],
    "picture('blocks')": list(DRAWN),
    "picture('nowhere')": [],
    "statements()": KNOWN,
    "checkpoints()": [],
    "print(6 * 7)": [],
    "for it in ('a/one',): card(it)": KNOWN,
}


@pytest.mark.parametrize("code, asked", CELLS.items(), ids=CELLS)
def test_a_cell_asks_what_it_shows(tmp_path, code, asked):
    path = tmp_path / "page.ipynb"
    path.write_text(page(code, "", {}))
    assert sorted(asked_by(path, KNOWN)) == sorted(asked)


@pytest.mark.parametrize("half", ["", "{", page("card('a/one')", "", {})[:99]])
def test_a_half_written_page_asks_nothing(tmp_path, half):
    path = tmp_path / "page.ipynb"
    path.write_text(half)
    assert asked_by(path, KNOWN) == []
