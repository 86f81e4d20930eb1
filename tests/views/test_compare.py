"""Every checkpoint by every property, each value with its evidence and a way to what says so."""

import pytest
from bs4 import BeautifulSoup

from claims._checkpoints.catalogue import catalogue
from claims._core.finding import spell
from claims._views.overviews.calculator import results_of, sizes_of
from claims._views.overviews.compare import FEWEST, MOST, describe, draw, first, rows_of
from claims._views.overviews.glance import ROWS
from claims._views.recorded import recorded
from tests.views.made_up import HOSTILE, entry, level, place, unit

SEEN = entry(outcomes=[unit("gpt2", levels=[level(layers=13, activation="relu")])])

POSITIONS = {"gpt2": "learned", "llama-7b": "rotary"}


def soup(*entries):
    return BeautifulSoup(draw(place(*entries)), "lxml")


def cells(shown, title):
    """The cells of a property, by checkpoint."""
    names = [it.get_text() for it in shown.select("thead th")][1:]
    row = next(it for it in shown.select("tbody tr") if it.th.get_text() == title)
    return dict(zip(names, row.select("td"), strict=True))


def test_every_checkpoint_has_a_column_that_leads_to_its_page():
    heads = soup(SEEN).select("thead th[scope=col] a")
    assert [it.get_text() for it in heads] == [it.id for it in catalogue()]
    assert heads[0]["href"] == "../checkpoints/gpt2/"


def test_what_a_claim_observed_comes_before_what_a_record_states():
    cell = cells(soup(SEEN), "Layers")["gpt2"]
    assert cell.a.get_text() == "13"
    assert cell.a["href"] == "../claims/made_up/statement/"
    assert cell.small.get_text() == "config"


def test_what_no_claim_observed_leads_to_the_record():
    cell = cells(soup(SEEN), "Layers")["llama-7b"]
    assert cell.a.get_text() == str(recorded(catalogue()[4]).value("layers"))
    assert cell.a["href"] == "../checkpoints/llama-7b/#facts"
    assert cell.small.get_text() == "config"


def test_how_it_was_published_leads_to_its_page():
    shown = soup(SEEN)
    assert cells(shown, "Hub")["gpt2"].a.get_text() == "openai-community/gpt2"
    assert cells(shown, "Hub")["gpt2"].a["href"] == "../checkpoints/gpt2/"
    assert cells(shown, "Reconciled")["gpt2"].a["href"] == "../checkpoints/gpt2/#weights"


def test_what_nobody_published_is_no_value_with_a_link():
    shown = soup(SEEN)
    for title, said in (("Revision", "none stated"), ("Reconciled", "nothing published")):
        cell = cells(shown, title)["llama-13b"]
        assert (cell.a, cell.span.get_text()) == (None, said)


def test_what_nothing_states_is_told_as_such():
    cell = cells(soup(SEEN), "Rotary base")["gpt2"]
    assert (cell.get_text(), cell.span["aria-label"]) == ("–", "not observed")


def test_where_positions_are_not_rotary_there_is_none_of_what_these_have():
    seen = [unit(it, levels=[level(positions=kind)]) for it, kind in POSITIONS.items()]
    shown = soup(entry(outcomes=seen))
    for title in ("Rotary base", "Rotary scaling", "Rotary scaling switched on"):
        cell = cells(shown, title)["gpt2"]
        assert (cell.a.get_text(), cell.small.get_text()) == ("doesn't apply", "config")
        assert cell.a["href"] == "../claims/made_up/statement/"
        assert cell.a["class"] == ["is-inapplicable"]
        assert cells(shown, title)["gpt2-medium"].get_text() == "–"
    assert cells(shown, "Rotary scaling")["llama-7b"].get_text() == "–"
    assert cells(shown, "Layers")["gpt2"].a.get_text() == "12"


def test_where_rotation_is_observed_not_to_be_scaled_there_is_none():
    plain = unit("llama-7b", levels=[level(rope_scaling=None, positions="rotary")])
    shown = soup(entry(outcomes=[plain]))
    for title, said in (("Rotary scaling", "none"), ("Rotary scaling switched on", "no")):
        cell = cells(shown, title)["llama-7b"]
        assert (cell.a.get_text(), cell.small.get_text()) == (said, "config")
        assert cell.a["href"] == "../claims/made_up/statement/"
    # What is scaled says how, and what its file states of that comes first.
    scaled = unit("llama-3.1-8b", levels=[level(rope_scaling="llama3, factor 8")])
    shown = soup(entry(outcomes=[plain, scaled]))
    assert cells(shown, "Rotary scaling")["llama-3.1-8b"].a.get_text() == "llama3, factor 8"
    assert cells(shown, "Rotary scaling switched on")["llama-3.1-8b"].a.get_text() == "yes"
    assert cells(shown, "Rotary scaling switched on")["llama-3.2-1b"].get_text() == "–"
    scaled["unit"] = "llama-3.2-1b"
    shown = soup(entry(outcomes=[scaled]))
    assert cells(shown, "Rotary scaling switched on")["llama-3.2-1b"].a.get_text() == "yes"
    assert cells(shown, "Rotary base")["llama-7b"].a.get_text() == "10,000"


def test_what_a_token_takes_of_the_cache_is_told_of_each():
    shown = cells(soup(SEEN), "Cache, in bytes a token")
    for name, cell in shown.items():
        assert cell.a.get_text() == spell(results_of(sizes_of(name))["cache_bytes_a_token"])
        assert cell.small.get_text().startswith(("config", "code"))
    assert shown["gpt2"].a["href"] == "../checkpoints/gpt2/#facts"


def test_how_it_was_published_is_told_of_all_by_the_same():
    shown = soup(entry(outcomes=[unit("gpt2", levels=[level(stored_bytes=1)])]))
    said = {it.small.get_text() for it in cells(shown, "Stored bytes").values() if it.a}
    assert said == {"record", "record, sibling"}


@pytest.mark.parametrize("title", ["Stored bytes", "Stored elements", "Reconciled"])
def test_what_was_held_against_a_siblings_files_says_so_and_names_it(title):
    shown = cells(soup(SEEN), title)
    words = shown["llama-2-13b"].small
    assert words.get_text() == "record, sibling"
    assert words["title"] == "read from a fine-tune: the layout only"
    assert shown["llama-2-7b"].small.get_text() == "record"
    # A sibling's file with the checkpoint's own bytes is its own.
    assert shown["llama-3.1-70b"].small.get_text() == "record"


@pytest.mark.parametrize("known", catalogue(), ids=lambda it: it.id)
def test_every_fact_of_a_record_has_a_value(known):
    at = list(catalogue()).index(known)
    here = [row.title for row in rows_of([]) if row.cells[at]]
    assert len(here) == len(set(here)) >= len(recorded(known).facts) + 4


def test_every_row_of_the_glance_that_is_seen_is_here():
    seen = entry(outcomes=[unit("gpt2", levels=[level(**dict.fromkeys(ROWS, 1))])])
    titles = [it.title for it in rows_of([seen])]
    assert titles[: len(ROWS)] == list(ROWS.values())


def test_the_choice_is_hidden_until_a_script_shows_it():
    shown = soup(SEEN)
    form = shown.select_one("form")
    assert form.has_attr("hidden")
    assert [it["value"] for it in form.select("input[type=checkbox]")] == [
        it.id for it in catalogue()
    ]
    assert (form["data-fewest"], form["data-most"]) == (str(FEWEST), str(MOST))
    assert form["data-first"].split(",") == first() == ["gpt2", "llama-7b"]
    assert form.select_one("[role=status]")
    assert shown.select_one("script")["src"] == "../javascripts/compare.js"


def test_hostile_strings_stay_text():
    seen = unit("gpt2", levels=[level(layers=HOSTILE, rests_on=("config",))])
    shown = soup(entry(outcomes=[seen]))
    assert not shown.select("script:not([src])")
    assert cells(shown, "Layers")["gpt2"].a.get_text() == HOSTILE


def test_the_text_has_a_line_for_each_property_without_what_is_inexact():
    lines = describe(place(entry(outcomes=[unit("gpt2", levels=[level(norm_eps=0.1, layers=13)])])))
    assert len(lines) == len(rows_of([SEEN]))
    assert next(it for it in lines if it.startswith("Layers. ")).startswith("Layers. gpt2 13; ")
    assert "0.1" not in next(it for it in lines if it.startswith("Norm epsilon"))


def test_what_is_known_to_drop_nothing_or_to_have_no_gate_is_not_left_open():
    gpt2 = unit("gpt2", levels=[level(gated=False, random=True)])
    llama = unit("llama-7b", levels=[level(gated=True, random=False)])
    shown = soup(entry(outcomes=[gpt2, llama]))
    for title in ("Dropout in attention", "Dropout of embeddings", "Dropout of residuals"):
        values = cells(shown, title)
        assert values["gpt2"].a["href"].endswith("#facts")
        assert (values["llama-7b"].a.get_text(), values["llama-7b"].small.get_text()) == (
            "0",
            "config",
        )
    multiple = cells(shown, "Feed-forward size, a multiple of")
    assert multiple["gpt2"].a.get_text() == "doesn't apply"
    assert multiple["llama-7b"].a.get_text() == "256"
