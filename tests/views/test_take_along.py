"""What a reader takes along names the claim, and keeps whatever it names a text."""

import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup

from claims._core.words import Verdict
from claims._views import citation
from claims._views.badge import badge, badge_of
from claims._views.claim_page import claim_page
from claims._views.published import UNKNOWN, Published
from tests.views.made_up import HOSTILE, entry, place

SITE = Published("A site", "https://example.org/", "https://code.example.org/you/claims")
STEERING = "\\end{x}} %$#_&~^ {} \u202e\n@misc{other,"


def page(made, **changes):
    known = replace(place(made), **changes)
    return BeautifulSoup(claim_page(known, made["id"]), "lxml")


def test_a_citation_has_statement_verdict_result_day_and_address():
    said = page(entry(), published=SITE).select_one(".citation").get_text()
    assert said == (
        "“GPT-2 is made up.” Refuted. A site, result 0123456789abcdef of 2026-11-23. "
        "https://example.org/claims/made_up/statement/"
    )


def test_where_no_setting_says_where_the_site_is_a_script_has_a_gap_to_fill():
    shown = page(entry())
    gaps = shown.select("[data-site]")
    assert {it.get_text() for it in gaps} == {UNKNOWN}
    assert len(gaps) == 5  # in words, for BibTeX, twice in the badge's text, in a report
    assert not page(entry(), published=SITE).select("[data-site]")


def test_an_entry_for_bibtex_keeps_every_text_inside_its_braces():
    made = entry(statement=STEERING, key=STEERING)
    text = "".join(citation.bibtex(replace(SITE, name=STEERING), made))
    assert text.count("@misc{") == 1
    depth, lowest = 0, []
    for at, it in enumerate(text):
        depth += {"{": 1, "}": -1}.get(it, 0)
        lowest.append(depth if at < len(text) - 1 else 1)
    assert depth == 0
    assert min(lowest[lowest.index(1) :]) == 1  # nothing ends the entry before its last brace
    assert not re.search(r"(?<!\\)[%$#&_~^]", text.split("url =")[0].partition(",")[2])
    assert "\u202e" not in text


def test_the_fields_of_an_entry_for_bibtex():
    text = "https://example.org/".join(citation.bibtex(SITE, entry()))
    fields = dict(re.findall(r"^  (\w+) = \{+(.*?)\}+,$", text, re.M))
    assert text.startswith("@misc{made_up:statement,")
    assert fields == {
        "title": "GPT-2 is made up. (refuted)",
        "author": "A site",
        "year": "2026",
        "month": "11",
        "note": "Result 0123456789abcdef, checked on 2026-11-23",
        "url": "https://example.org/claims/made_up/statement/",
    }


@pytest.mark.parametrize("verdict", list(Verdict))
def test_a_badge_says_its_verdict_in_words_and_for_readers_without_a_screen(verdict):
    for drawn in (badge(verdict), badge_of(entry(verdict=verdict))):
        picture = ElementTree.fromstring(drawn)
        assert picture.get("role") == "img"
        assert str(verdict) in picture.get("aria-label")
        words = [it.text for it in picture.iter("{http://www.w3.org/2000/svg}text")]
        assert words == ["claim", str(verdict)]


def test_a_badge_with_hostile_words_is_a_picture_and_no_more():
    picture = ElementTree.fromstring(badge_of(entry(statement=f"{HOSTILE}\x1b\u202e")))
    kinds = {it.tag.rpartition("}")[2] for it in picture.iter()}
    assert kinds == {"svg", "title", "rect", "path", "g", "text"}
    assert picture.get("aria-label") == f"{HOSTILE}\\u001b\\u202e refuted"


def test_a_badge_is_plain_green_only_where_all_was_decided():
    open_ = {"decided": 1, "of": 2, "cantTell": [], "untested": ["gpt2"]}
    green = badge_of(entry(verdict="confirmed")).partition('fill="#17663a"')[1]
    assert green
    assert green not in badge_of(entry(verdict="confirmed", coverage=open_))
    assert green not in badge_of(entry(verdict="confirmed", stale=True))


def test_the_badges_text_to_copy_shows_the_picture_and_leads_to_the_claim():
    (said,) = [
        it.get_text() for it in page(entry(), published=SITE).select("code") if "[![" in it.text
    ]
    at = "https://example.org/claims/made_up/statement/"
    assert said == f"[![claim refuted]({at}badge.svg)]({at})"


def test_a_report_is_begun_where_the_code_is_if_a_setting_says_where():
    made = entry(statement=HOSTILE)
    (link,) = page(made, published=SITE).select('a[href*="/issues/new?"]')
    assert link["href"].startswith(
        "https://code.example.org/you/claims/issues/new?title=made_up%2F"
    )
    assert "0123456789abcdef" in link["href"]
    shown = page(made)
    assert not shown.select('a[href*="/issues/new"]')
    assert "What I measured, and how:" in shown.get_text()


def test_edit_leads_to_where_a_setting_says():
    there = "https://code.example.org/you/claims/edit/main/claims/made_up/statement.py"
    (link,) = page(entry(), edit=there).select(".ways-on a[rel=edit]")
    assert link["href"] == there


def test_without_a_setting_edit_leads_to_the_code_and_its_file():
    shown = page(entry(id="feed_forward/gpt2_feed_forward_uses_relu"))
    (link,) = [it for it in shown.select(".ways-on a") if it.get_text() == "Edit"]
    code = shown.select_one(link["href"])
    said = code.find_next("p").get_text()
    assert "claims/feed_forward/gpt2_feed_forward_uses_relu.py" in said


def test_every_way_on_leads_to_a_part_of_the_page():
    shown = page(entry())
    ways = [it["href"] for it in shown.select(".ways-on a")]
    assert ways == ["#run-it", "#what-would-change-this-verdict", "#cite", "#report-an-error"]
    assert all(shown.select_one(it) for it in ways)


def test_the_button_does_nothing_without_a_script_and_isnt_shown():
    (button,) = page(entry()).select("button[data-copy-link]")
    assert button.has_attr("hidden")
