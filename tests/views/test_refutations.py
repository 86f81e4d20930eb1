"""What is wrong comes with what to write instead, and the most surprising comes first."""

from bs4 import BeautifulSoup

from claims._views.overviews.refutations import draw, refuted
from claims._views.text import overview_text
from tests.views.made_up import HOSTILE, entry, place, unit


def named(name, verdict="refuted", origin=("source",), failed=1):
    units = [unit(f"unit-{it}") for it in range(failed)] + [unit("other", "passed")]
    return entry(f"made_up/{name}", verdict=verdict, origin=list(origin), outcomes=units)


def order(*entries):
    return [it["id"].partition("/")[2] for it in refuted(entries)]


def test_only_what_doesnt_hold_as_worded_is_listed():
    verdicts = ("confirmed", "refuted", "partly", "outdated", "undecidable", "unchecked")
    assert order(*(named(it, it) for it in verdicts)) == ["refuted", "outdated", "partly"]


def test_the_more_widely_held_comes_first():
    origins = {
        "a": ["field"],
        "b": ["source"],
        "c": ["folklore"],
        "d": ["source", "folklore"],
        "e": ["field", "folklore"],
    }
    made = [named(name, origin=it) for name, it in origins.items()]
    assert order(*made) == ["d", "c", "e", "b", "a"]


def test_then_the_one_that_fails_on_more_units_and_then_the_name():
    assert order(named("a"), named("b", failed=3), named("c", failed=3)) == ["b", "c", "a"]


def test_a_refuted_statement_of_the_field_comes_before_folklore_that_holds_in_part():
    assert order(named("a", "partly", ["folklore"]), named("b", origin=["field"])) == ["b", "a"]


def test_each_has_its_statement_its_verdict_and_what_to_write():
    shown = BeautifulSoup(draw(place(named("a"), named("b", "partly"))), "lxml")
    first, second = shown.select("ol > li")
    assert first.a["href"] == "../claims/made_up/a/"
    assert first.a.get_text() == "GPT-2 is made up."
    assert first.select_one(".finding").get_text() == "Write instead: GPT-2 is real."
    assert second.select_one(".verdict").get_text() == "partly"


def test_hostile_strings_stay_text():
    made = entry(statement=HOSTILE, finding=HOSTILE)
    shown = BeautifulSoup(draw(place(made)), "lxml")
    assert not shown.select("script")
    assert shown.get_text().count(HOSTILE) == 2


def test_the_text_is_in_the_same_order():
    text = overview_text(place(named("a", "partly"), named("b")), "refutations")
    assert text.splitlines() == [
        "refutations",
        "made_up/b: refuted: GPT-2 is real.",
        "made_up/a: partly: GPT-2 is real.",
    ]
