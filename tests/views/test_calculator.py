"""What sizes come to, by the claims' formulas: a table of all, and a form for any."""

import json

import pytest
from bs4 import BeautifulSoup

from claims._checkpoints.catalogue import catalogue
from claims._views.expressions import expression
from claims._views.overviews.calculator import (
    CLAIMS,
    FAMILIES,
    SIZES,
    TITLES,
    describe,
    draw,
    formulas,
    results_of,
    sizes_of,
)
from tests.views.made_up import HOSTILE, entry, place

ALL = [it.id for it in catalogue()]


def soup(**changes):
    return BeautifulSoup(draw(place(*(entry(it, **changes) for it in CLAIMS))), "lxml")


def test_every_checkpoint_has_a_row_of_what_its_sizes_come_to():
    rows = soup().select(".calculated tbody tr")
    assert [it.th.get_text() for it in rows] == ALL
    found = results_of(sizes_of("gpt2"))
    assert [it.get_text() for it in rows[0].select("td")] == [f"{found[it]:,}" for it in TITLES]
    assert [it.partition(":")[0] for it in describe(place())] == ALL


def test_what_a_family_does_not_have_is_left_open():
    row = next(it for it in soup().select(".calculated tr") if it.th.get_text() == "llama-7b")
    at = list(TITLES).index("position_table")
    assert row.select("td")[at].get_text() == "–"


def test_the_form_is_hidden_until_a_script_shows_it_and_carries_the_formulas():
    shown = soup()
    form = shown.select_one("form")
    assert form.has_attr("hidden")
    carried = json.loads(form["data-formulas"])
    assert carried == {
        family: {name: expression(it) for name, it in formulas(family).items()}
        for family in FAMILIES
    }
    assert json.loads(form["data-checkpoints"]) == {it: sizes_of(it) for it in ALL}
    assert shown.select_one("script")["src"] == "../javascripts/calculator.js"


def test_each_number_has_a_place_for_what_is_wrong_with_it():
    form = soup().select_one("form")
    for name in SIZES:
        field = form.select_one(f"[name={name}]")
        assert form.select_one(f"#{field['aria-describedby']}").get_text() == ""
        assert field.find_parent("label").span.get_text() == SIZES[name]


def test_a_screen_reader_hears_one_sentence_and_not_every_number():
    form = soup().select_one("form")
    assert {it["aria-live"] for it in form.select("output")} == {"off"}
    assert len(form.select("[role=status]")) == 1


def test_the_claims_that_hold_the_formulas_are_named():
    links = [it["href"] for it in soup().select("li a")]
    assert links == [f"../claims/{it}/" for it in CLAIMS]


def test_a_checkpoint_without_a_record_is_named(monkeypatch):
    monkeypatch.setattr("claims._views.overviews.calculator.recorded", lambda known: None)
    with pytest.raises(LookupError, match="gpt2: the project has no record"):
        sizes_of("gpt2")


def test_hostile_strings_stay_text():
    shown = soup(statement=HOSTILE)
    assert not shown.select("script:not([src])")
    assert shown.get_text().count(HOSTILE) == len(CLAIMS)
