"""Every change stands in one table, with the claims that kill it or why none does."""

import pytest
from bs4 import BeautifulSoup

from claims._views.overviews import mutants
from claims._views.overviews.mutants import HEADS, Mutation, lines_of
from tests.views.made_up import HOSTILE, entry, place

KILLED = Mutation("reference/activation/gpt2_relu", "A ReLU.", ("made_up/one", "made_up/two"), ())
SURVIVOR = Mutation("records/count/one_more", "One more.", (), survives="Nobody counts.")
NOTHING = Mutation(mutants.NOTHING, "As it is.", (), drawn=("made_up/one",))


@pytest.fixture
def table(monkeypatch):
    def drawn(*known):
        monkeypatch.setattr(mutants, "read", lambda: list(known))
        one = entry("made_up/one", statement="GPT-2 is one.")
        return BeautifulSoup(mutants.draw(place(one)), "lxml")

    return drawn


def test_every_change_has_a_row_under_its_part(table):
    shown = table(KILLED, SURVIVOR, NOTHING)
    assert [it.get_text() for it in shown.select("tbody th[scope=rowgroup]")] == [
        "The reference implementation",
        "The records",
    ]
    rows = shown.select("tr:has(th[scope=row])")
    assert [it.small.get_text() for it in rows] == ["activation", "count"]
    assert [it.get_text() for it in shown.select("thead th[scope=col]")] == list(HEADS)


def test_a_row_links_the_claims_that_kill(table):
    row = table(KILLED).select_one("tr:has(th[scope=row])")
    assert [it["href"] for it in row.select("a")] == [
        "../claims/made_up/one/",
        "../claims/made_up/two/",
    ]
    # By what it says, and by its id where there is no such claim any more.
    assert [it.get_text() for it in row.select("a")] == ["GPT-2 is one", "made_up/two"]
    assert [it.get_text() for it in row.select(".outcome")] == ["killed", "survives"]


def test_a_survivor_says_why_and_a_record_depends_on_no_draw(table):
    cells = table(SURVIVOR).select_one("tr:has(th[scope=row])").select("td")
    assert [it.get_text() for it in cells] == ["survives", "–", "Nobody counts."]


def test_the_shares_are_counted(table):
    said = [it.get_text() for it in table(KILLED, SURVIVOR, NOTHING).select("li")]
    assert said[0] == "Killed: 1 of 2, 50.0%."
    assert "1 of 1, 100.0%" in said[1]
    assert "0 of 1, 0.0%" in said[1]
    assert said[3].startswith("As the library draws its models, 1 claims")


def test_hostile_strings_stay_text(table):
    shown = table(Mutation("records/a/b", HOSTILE, (), survives=HOSTILE))
    assert not shown.select("script")
    assert shown.get_text().count(HOSTILE) == 2


def test_the_text_has_a_line_for_each():
    assert lines_of([KILLED, SURVIVOR])[-2:] == [
        "reference/activation/gpt2_relu: A ReLU. killed by made_up/one, made_up/two; "
        "as drawn, survives",
        "records/count/one_more: One more. survives: Nobody counts.",
    ]


def test_what_is_read_is_written_the_same():
    for it in (KILLED, SURVIVOR, NOTHING):
        assert Mutation.parse(it.name, it.as_table()) == it
