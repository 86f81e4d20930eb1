"""Every statement stands in one table, by section, with what its verdict rests on."""

from dataclasses import replace

from bs4 import BeautifulSoup

from claims._views.overviews.statements import HEADS, describe, draw
from tests.views.made_up import HOSTILE, entry, place, undecidable

TITLES = {"other": "Other & more", "made_up": "Made up", "empty": "Without claims"}


def table(*entries, titles=TITLES):
    return BeautifulSoup(draw(replace(place(*entries), titles=titles)), "lxml")


def cells(row):
    return [it.get_text() for it in row.select("td")]


def test_every_statement_has_a_row_under_its_section():
    shown = table(entry(), undecidable(), entry("other/one"), entry("unnamed/two"))
    heads = shown.select("tbody th[scope=rowgroup]")
    assert [it.get_text() for it in heads] == ["Other & more", "Made up", "unnamed"]
    assert [len(it.select("th[scope=row]")) for it in shown.select("tbody")] == [1, 2, 1]
    assert {it["colspan"] for it in heads} == {str(len(HEADS))}
    assert [it.a and it.a["href"] for it in heads] == ["../other/", "../made_up/", None]


def test_a_row_has_all_that_a_verdict_rests_on():
    coverage = {"decided": 12, "of": 15, "cantTell": [], "untested": ["a", "b", "c"]}
    made = entry(verdict="confirmed", coverage=coverage, origin=["source", "folklore"])
    row = table(made).select_one("tr:has(th[scope=row])")
    assert row.th.a["href"] == "../claims/made_up/statement/"
    assert cells(row) == [
        "confirmed on 12 of 15",
        "GPT-2 is real.",
        "config",
        "source, folklore",
        "12 of 15",
    ]


def test_what_nothing_decides_rests_on_no_units():
    row = table(undecidable(evidence=[])).select_one("tr:has(th[scope=row])")
    assert cells(row)[0] == "undecidable"
    assert [cells(row)[2], cells(row)[4]] == ["–", "–"]


def test_a_stale_verdict_is_never_shown_as_current():
    assert "stale: was refuted" in table(entry(stale=True)).get_text(" ")


def test_what_is_wrong_with_a_claim_is_told_in_its_row():
    wrong = "claims/made_up/statement.py:3: no valid Python: invalid syntax"
    made = replace(place(entry(stale=True)), problems={"made_up/statement": [wrong]})
    row = BeautifulSoup(draw(made), "lxml").select_one("tr:has(th[scope=row])")
    assert row.select_one(".problems li").get_text() == wrong


def test_the_heads_say_what_they_are_of():
    shown = table(entry())
    assert [it.get_text() for it in shown.select("thead th[scope=col]")] == list(HEADS)
    box = shown.select_one(".comparison")
    assert (box["tabindex"], box["aria-label"]) == ("0", "Every statement")


def test_hostile_strings_stay_text():
    made = entry(statement=HOSTILE, finding=HOSTILE)
    shown = table(made, titles={"made_up": HOSTILE})
    assert not shown.select("script:not([src])")
    assert shown.get_text().count(HOSTILE) == 4


def test_a_row_says_what_it_is_found_by():
    made = entry(origin=["source", "folklore"], evidence=["config", "behaviour"], told=["It is."])
    row = table(made).select_one("tr:has(th[scope=row])")
    found_by = [row[f"data-{it}"] for it in ("verdict", "origin", "evidence", "told")]
    assert found_by == ["refuted", "source folklore", "config behaviour", "It is."]


def test_the_filter_offers_what_there_is_and_is_hidden_until_a_script_shows_it():
    shown = table(entry(), undecidable(evidence=["paper"]))
    form = shown.select_one("form")
    assert form.has_attr("hidden")
    offered = {
        it["name"]: [each["value"] for each in it.select("option")] for it in form.select("select")
    }
    assert offered == {
        "section": ["", "made_up"],
        "verdict": ["", "refuted", "undecidable"],
        "origin": ["", "source", "field", "folklore"],
        "evidence": ["", "paper", "config", "behaviour"],
    }
    assert form.select_one("[role=status]")
    assert shown.select_one("script")["src"] == "../javascripts/statements.js"


def test_the_text_has_a_line_for_each():
    assert describe(place(entry())) == [
        "made_up/statement: refuted: GPT-2 is made up. GPT-2 is real. (config; source; 1 of 1)"
    ]
