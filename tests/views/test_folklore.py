"""What is often repeated shows where it is told, what fails it and what to write instead."""

from bs4 import BeautifulSoup

from claims._views.overviews.folklore import describe, draw
from claims._views.units import folded
from tests.views.made_up import HOSTILE, entry, level, place, undecidable, unit


def belief(claim_id="made_up/belief", **changes):
    made = {"origin": ["source", "folklore"], "told": ["a talk", "a note"]}
    return entry(claim_id, **made | changes)


def drawn(*entries):
    return BeautifulSoup(draw(place(*entries)), "lxml")


def said(shown):
    """The names and values of the first card."""
    card = shown.article
    return {it.get_text(): it.find_next_sibling("dd") for it in card.select("dt")}


def test_only_folklore_is_shown():
    shown = drawn(entry(), belief(), undecidable(), belief("made_up/other", origin=["folklore"]))
    assert [it["id"] for it in shown.select("article")] == ["belief", "other"]


def test_a_belief_says_where_it_is_told_and_what_to_write_instead():
    shown = drawn(belief())
    assert shown.h3.a["href"] == "../claims/made_up/belief/"
    assert [it.get_text() for it in said(shown)["Told in"].select("div")] == ["a talk", "a note"]
    assert said(shown)["Write instead"].get_text() == "GPT-2 is real."
    assert shown.select_one(".verdict").get_text() == "refuted"


def test_a_belief_that_holds_leaves_nothing_to_write_instead():
    shown = drawn(belief(verdict="confirmed", outcomes=[unit(outcome="passed")]))
    assert list(said(shown)) == ["Told in", "What came out", "What is true"]
    assert said(shown)["What came out"].get_text() == "The check fails on nothing."


def test_the_check_says_on_what_it_fails_and_by_which_evidence():
    both = [level("tensors"), level("behaviour"), level("weights", "untested")]
    units = [
        unit("gpt2", levels=both),
        unit("gpt2-xl", levels=[level("tensors", "passed"), level("behaviour")]),
        unit("llama-7b", "passed", levels=[level("behaviour", "passed")]),
    ]
    out = said(drawn(belief(outcomes=units)))["What came out"]
    assert out.get_text() == (
        "The check fails on gpt2 by tensors and behaviour; on gpt2-xl by behaviour."
    )
    assert out.a["href"] == "../claims/made_up/belief/"


def test_a_stale_belief_is_never_shown_as_current():
    shown = drawn(belief(stale=True))
    assert "is-stale" in shown.article["class"]
    assert shown.select_one(".verdict").get_text() == "stale: was refuted"


def test_hostile_strings_stay_text():
    made = belief(statement=HOSTILE, finding=HOSTILE, told=[HOSTILE], outcomes=[unit(HOSTILE)])
    shown = drawn(made)
    assert not shown.select("script")
    assert shown.get_text().count(HOSTILE) == 4


def test_the_text_has_a_line_for_each():
    assert describe(place(entry(), belief())) == [
        "made_up/belief: refuted: fails on gpt2 by behaviour; GPT-2 is real."
    ]


def test_a_whole_generation_goes_by_its_name():
    units = ["llama-2-7b", "llama-2-13b", "llama-2-70b", "llama-3-8b", "llama-3.3-70b", "a pair"]
    assert folded(units) == ["Llama 2", "llama-3-8b", "Llama 3.3", "a pair"]
