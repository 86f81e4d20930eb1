"""What a survey costs is shown as it was measured, and scaled by what is said to be assumed."""

import pytest
import tomli
from bs4 import BeautifulSoup

from claims._views.overviews import survey
from tests.views.made_up import place

RUN = {"seconds": 100.0, "requests": 6_000, "bytes": 20_000_000, "memory": 60_000_000}
RECORD = {
    "repositories": 1000,
    "few": 100,
    "at_once": 8,
    "assumed": {"late_seconds": 0.1, "decoders": 50_000},
    "here": {
        "few": RUN | {"memory": 59_000_000},
        "ours": RUN,
        "theirs": RUN | {"bytes": 10**8},
    },
    "late": {"few": RUN, "ours": RUN | {"seconds": 360.0}, "theirs": RUN},
}


@pytest.fixture
def made_up(monkeypatch):
    monkeypatch.setattr(survey, "read", lambda: RECORD)


def test_figures_are_scaled_to_what_is_assumed(made_up):
    lines = survey.describe(place())
    assert "requests a repository: 6.0; 6.0" in lines
    assert "bytes a repository: 20,000; 100,000" in lines
    assert "requests for 50,000: 300,000; 300,000" in lines
    assert "bytes for 50,000: 1.0 GB; 5.0 GB" in lines
    assert "hours for 50,000, far away: 5.0; 1.4" in lines
    assert "59 MB of memory at most, one of 1,000 60 MB" in lines[-1]


def test_what_is_assumed_is_said_before_the_figures(made_up):
    shown = BeautifulSoup(survey.draw(place()), "lxml")
    note = shown.select_one("p.note").get_text()
    assert note.startswith("Assumed, not measured: 50,000 repositories")
    assert "each answer takes 0.1 s" in note
    assert len(shown.select("tbody tr")) == 8


def test_the_committed_record_has_what_is_shown():
    found = tomli.loads(survey.FILE.read_text("utf-8"))
    assert {*found} == {*RECORD}
    for way in ("here", "late"):
        assert {who: {*it} for who, it in found[way].items()} == {
            who: {*RUN} for who in ("few", "ours", "theirs")
        }
