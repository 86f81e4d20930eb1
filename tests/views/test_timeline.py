"""Releases, the interval in which the source was written, and what each release made outdated."""

import itertools
from datetime import date

import pytest
from bs4 import BeautifulSoup

from claims._checkpoints.catalogue import catalogue
from claims._core.published import read
from claims._views.outdated import by_release, outdated_on
from claims._views.pictures.timeline import (
    CLAIMS,
    THERE_IS_NONE,
    describe,
    draw,
    releases,
    written,
)
from tests.views.made_up import HOSTILE, entry, place, unit


def failed(day, name="llama-3-8b", **observed):
    return unit(name, **observed) | {"dated": day}


def outdated(claim_id="made_up/outdated", *units, **changes):
    known = unit("llama-7b", outcome="passed") | {"dated": "2023-02-24"}
    return entry(claim_id, verdict="outdated", outcomes=[known, *units], **changes)


NONE = outdated(THERE_IS_NONE, failed("2024-12-06", "llama as of then", released="2024-04-18"))


def soup(html):
    return BeautifulSoup(html, "lxml")


def test_the_first_later_release_on_which_a_statement_failed_made_it_outdated():
    units = [failed("2024-09-25", "llama-3.2-1b"), failed("2024-07-23"), failed("2024-12-06")]
    assert outdated_on(outdated("made_up/outdated", *units)) == date(2024, 7, 23)


def test_a_failure_that_the_source_could_know_made_nothing_outdated():
    units = [failed("2023-07-18", "llama-2-70b"), failed("2024-04-18")]
    assert outdated_on(outdated("made_up/outdated", *units)) == date(2024, 4, 18)


def test_of_a_snapshot_it_is_the_release_that_was_observed():
    assert outdated_on(NONE) == date(2024, 4, 18)


def test_a_statement_that_failed_on_nothing_later_is_refused_by_name():
    with pytest.raises(
        LookupError, match="made_up/outdated: expected a failure on a release after"
    ):
        outdated_on(outdated())


def test_only_what_is_outdated_stands_under_a_release_the_first_release_first():
    late = outdated("made_up/late", failed("2024-09-25"))
    found = by_release([late, entry(), NONE])
    assert list(found.items()) == [(date(2024, 4, 18), [NONE]), (date(2024, 9, 25), [late])]


def test_every_checkpoint_was_released_on_the_day_that_the_catalogue_says():
    days = releases()
    assert list(days) == sorted({it.released for it in catalogue()})
    assert days[date(2019, 2, 14)] == ["gpt2"]
    assert days[date(2024, 4, 18)] == ["Llama 3"]


def test_the_source_was_written_between_the_last_it_knew_and_the_first_it_denied():
    assert written(place(NONE)) == (date(2023, 7, 18), date(2024, 4, 18))


def test_the_claims_of_the_timeline_are_those_published_as_outdated():
    assert set(CLAIMS) == {it for it, known in read().items() if known.verdict == "outdated"}
    assert THERE_IS_NONE in CLAIMS


def test_the_drawing_has_a_dot_at_each_release_in_proportion_to_its_day():
    shown = soup(draw(place(NONE)))
    days = list(releases())
    heights = [float(it["cy"]) for it in shown.select("circle")]
    assert len(heights) == len(days)
    a_day = (heights[-1] - heights[0]) / (days[-1] - days[0]).days
    for day, y in zip(days, heights, strict=True):
        assert y - heights[0] == pytest.approx((day - days[0]).days * a_day, abs=0.1)
    band = shown.select_one("rect.interval")
    start, end = float(band["y"]), float(band["y"]) + float(band["height"])
    by_day = dict(zip(days, heights, strict=True))
    assert start == pytest.approx(by_day[date(2023, 7, 18)], abs=0.1)
    assert end == pytest.approx(by_day[date(2024, 4, 18)], abs=0.15)


def test_no_label_of_the_drawing_covers_another():
    late = outdated("made_up/late", failed("2024-09-25"))
    shown = soup(draw(place(NONE, late)))
    ys = sorted({float(it["y"]) for it in shown.select("text") if float(it["x"]) >= 82})
    assert min(below - above for above, below in itertools.pairwise(ys)) >= 12


def test_what_a_release_made_outdated_is_counted_there_and_listed_below():
    late = outdated("made_up/late", failed("2024-04-18"), statement=HOSTILE)
    shown = soup(draw(place(NONE, late)))
    assert "2 statements outdated" in [it.get_text() for it in shown.select("text.is-outdated")]
    assert "Llama 3, 2 statements outdated" in shown.select_one("svg[role=img] desc").get_text()
    (day,) = shown.select("dl.made-outdated dt")
    assert day.get_text() == "Llama 3, 2024-04-18"
    assert [it["href"] for it in shown.select("dd a")] == [
        f"../claims/{THERE_IS_NONE}/",
        "../claims/made_up/late/",
    ]
    assert HOSTILE in shown.select_one("dl").get_text()
    assert not shown.select("script")


def test_the_words_say_the_same():
    lines = describe(place(NONE))
    assert "2023-02-24: LLaMA 1" in lines
    assert "the source was written between 2023-07-18 and 2024-04-18" in lines
    assert f"outdated by 2024-04-18: {NONE['statement']}" in lines
