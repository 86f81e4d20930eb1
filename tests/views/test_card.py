"""Cards and claim pages show what came out, and nothing that isn't text becomes markup."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from claims._core.words import Outcome, Verdict
from claims._views.card import card
from claims._views.claim_page import claim_page
from claims._views.marks import ICONS, sheet, verdict_mark
from tests.views.made_up import (
    HOSTILE,
    RUN_BY_A_BROWSER,
    control,
    entry,
    level,
    place,
    undecidable,
    unit,
)


def soup(html):
    return BeautifulSoup(html, "lxml")


def drawn(made, *others):
    return soup(card(place(made, *others), made["id"]))


def page(made, *others):
    return soup(
        claim_page(replace(place(made, *others), titles={"made_up": "Made up"}), made["id"])
    )


@pytest.mark.parametrize("verdict", list(Verdict))
def test_a_verdict_is_an_icon_and_a_word(verdict):
    mark = soup(verdict_mark(entry(verdict=verdict))).select_one(".verdict")
    assert mark.select_one("i[aria-hidden=true]")["class"] == ["icon", f"of-{verdict}"]
    assert str(verdict) in mark.get_text()


@pytest.mark.parametrize("kind", [Verdict, Outcome])
def test_no_two_share_a_drawing(kind):
    assert len({ICONS[it] for it in kind}) == len(kind)


def test_the_style_sheet_draws_every_icon_and_asks_nobody():
    rules = dict(re.findall(r'\.of-(\w+) { --icon: url\("(.*?)"\) }', sheet()))
    assert list(rules) == [str(it) for it in ICONS]
    assert all(it.startswith("data:image/svg+xml,%3Csvg") for it in rules.values())


def test_an_incomplete_verdict_says_on_how_many_and_is_not_plain_green():
    coverage = {"decided": 12, "of": 15, "cantTell": [], "untested": ["a", "b", "c"]}
    shown = drawn(entry(verdict="confirmed", coverage=coverage))
    assert shown.select_one(".verdict").get_text() == "confirmed on 12 of 15"
    assert "is-open" in shown.article["class"]


def test_a_complete_verdict_is_plain():
    shown = drawn(entry(verdict="confirmed"))
    assert shown.select_one(".verdict").get_text() == "confirmed"
    assert "is-open" not in shown.article["class"]


def test_a_stale_result_is_never_shown_as_current():
    shown = drawn(entry(verdict="confirmed", stale=True))
    assert shown.select_one(".verdict").get_text() == "stale: was confirmed"
    assert "is-confirmed" not in shown.article["class"]


def test_a_card_names_the_weakest_link_and_the_command():
    text = " ".join(drawn(entry()).get_text().split())
    assert "weakest link config, with behaviour" in text
    assert "pytest claims/made_up/statement.py" in text


def test_units_of_which_the_same_was_found_share_a_line():
    units = [unit("gpt2", size=1), unit("gpt2-xl", size=1), unit("gpt2-large", size=2)]
    lines = drawn(entry(outcomes=units)).select(".outcomes li")
    assert [it.select_one(".units").get_text() for it in lines] == ["gpt2, gpt2-xl", "gpt2-large"]


def test_a_card_keeps_short_by_leaving_the_claims_page_what_agrees():
    failed = [unit(f"f{it}", outcome="failed", seen=it) for it in range(2)]
    passed = [unit(f"p{it}", outcome="passed", seen=it) for it in range(9)]
    lines = drawn(entry(outcomes=[*passed, *failed])).select(".outcomes li")
    assert [it.select_one(".units").text for it in lines[:3]] == ["f0", "f1", "p0"]
    assert lines[-1].text == "and 5 units more"
    assert len(lines) == 7
    assert lines[-1].a["href"].endswith("claims/made_up/statement/")


def test_a_control_that_fails_to_come_out_shows():
    made = entry(controls=[control(), control("other", outcome="failed")])
    assert "1 of 2 came out as they must" in drawn(made).get_text()


@pytest.mark.parametrize(
    "verdict, words", [("refuted", "that one"), ("confirmed", "this one"), ("partly", None)]
)
def test_a_hedge_says_which_alternative_it_turned_out_to_be(verdict, words):
    other = entry("made_up/other", verdict={"refuted": "confirmed"}.get(verdict, "refuted"))
    made = entry(verdict=verdict, hedged="may", alternatives=["made_up/other"])
    text = drawn(made, other).select_one(".hedge").get_text()
    assert "“may”" in text
    assert ("turned out" in text) == bool(words)
    assert words is None or words in text


def test_an_undecidable_claim_shows_its_reason_and_its_demonstration():
    text = page(undecidable(finding="Measured is 4.")).get_text(" ")
    assert "Nothing shows it." in text
    assert "size: 4" in text
    assert "decides nothing" in text


def test_what_was_not_run_says_what_would_run_it():
    left = level("weights", "untested", "3,145,728 bytes by --source FOLDER")
    text = page(entry(outcomes=[unit(levels=[level(), left])])).get_text(" ")
    assert "Not run here" in text
    assert "3,145,728 bytes by --source FOLDER" in text


def test_checks_of_one_kind_that_were_not_run_are_told_together():
    left = level("weights", "untested", "It would take a run.")
    shown = page(entry(outcomes=[unit(levels=[level(), left, left])]))
    kinds = shown.select("[aria-label='Outcomes by unit'] td:last-child b")
    assert [it.get_text() for it in kinds].count("weights") == 1
    assert "untested by 2 checks" in shown.get_text()


def test_a_claims_page_shows_what_each_outcome_leans_on():
    text = page(entry()).get_text(" ")
    assert "context" in text
    assert "config of gpt2" in text


def test_hostile_strings_are_shown_as_text():
    words = {"statement": HOSTILE, "finding": HOSTILE, "hedged": HOSTILE, "key": HOSTILE}
    source = {"id": HOSTILE, "title": HOSTILE, "url": "javascript:alert(1)", "date": HOSTILE}
    units = [unit(HOSTILE, levels=[level("weights", "untested", HOSTILE)], **{HOSTILE: HOSTILE})]
    made = entry(**words, sources=[source], outcomes=units, controls=[control(HOSTILE, x=HOSTILE)])
    for shown in (drawn(made), page(made)):
        assert not shown.select(RUN_BY_A_BROWSER)
        assert HOSTILE in shown.get_text()


def test_an_unknown_claim_is_named():
    with pytest.raises(LookupError, match="unknown claim 'made_up/missing'"):
        card(place(), "made_up/missing")


def test_the_outcomes_say_above_them_that_they_scroll():
    above = page(entry()).select_one(".comparison").find_previous_sibling()
    assert above["class"] == ["note", "above"]
    sheet = (Path(__file__).parents[2] / "docs/stylesheets/claims.css").read_text()
    assert '.note.above::before { content: "Scrolls sideways. "; }' in sheet


@pytest.mark.parametrize("verdict", list(Verdict))
def test_a_wrong_statement_says_what_to_write_instead(verdict):
    for shown in (drawn(entry(verdict=verdict)), page(entry(verdict=verdict))):
        words = shown.select_one(".finding").get_text()
        assert words.endswith("GPT-2 is real.")
        assert words.startswith("Write instead: ") == (verdict in ("refuted", "partly", "outdated"))


def test_nothing_is_to_be_written_where_nothing_was_found():
    assert not drawn(entry(finding="")).select(".finding")


def test_what_is_wrong_with_a_claim_under_edit_stands_on_its_card_and_page():
    known = place()
    wrong = replace(known, problems={"made_up/statement": ["verdict: <b>expected</b>"]})
    for shown in (card(wrong, "made_up/statement"), claim_page(wrong, "made_up/statement")):
        assert '<ul class="problems"><li>verdict: &lt;b&gt;expected' in shown
    assert "problems" not in card(known, "made_up/statement")


def test_a_claim_without_any_result_says_what_is_wrong_with_it():
    wrong = replace(place(), problems={"made_up/new": ["claims/made_up/new.py:3: no valid Python"]})
    with pytest.raises(LookupError, match=r"new\.py:3: no valid Python"):
        card(wrong, "made_up/new")


def test_what_follows_from_others_leads_to_each_by_its_id():
    verdicts = {"made_up/one": "confirmed", "made_up/other_one": "refuted"}
    both = unit("made_up/one and made_up/other_one", **verdicts)
    made = entry(follows=list(verdicts), outcomes=[both])
    shown = page(made, *(entry(it) for it in verdicts))
    cell = shown.select("[aria-label='Outcomes by unit'] tbody td")[1]
    assert cell.get_text() == "made_up/one: confirmed · made_up/other_one: refuted"
    assert [it["href"] for it in cell.select("a")] == [f"../claims/{it}/" for it in verdicts]
