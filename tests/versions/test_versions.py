"""What is shown of other versions: on the bounds of what is admitted, with nothing unexplained."""

import pytest
from packaging.version import Version

from claims._core import published
from claims._core.discovery import PACKAGE, claim_ids
from claims._views.overviews.versions import describe, draw, read
from tests.versions.__main__ import explained
from tests.versions.bounds import admitted, oldest, pinned
from tests.versions.measure import parted
from tests.views.made_up import entry, place

OLDEST, NEWEST = read()["ran"]
MOVED = [it for ran in (OLDEST, NEWEST) for it in ran["moved"]]


def test_the_versions_are_the_bounds():
    assert (OLDEST["bound"], NEWEST["bound"]) == ("oldest", "newest")
    assert Version(OLDEST["transformers"]) == Version(oldest())
    assert admitted().specifier.contains(NEWEST["transformers"])
    assert Version(NEWEST["transformers"]) >= Version(pinned()["transformers"])


def test_published_is_what_the_constraints_pin():
    assert read()["published_with"] == {it: pinned()[it] for it in ("transformers", "torch")}
    assert {ran["torch"] for ran in (OLDEST, NEWEST)} == {pinned()["torch"]}


def test_every_claim_that_moved_is_explained():
    assert [it["claim"] for it in MOVED if not it["explanation"].strip()] == []


@pytest.mark.parametrize("moved", MOVED, ids=lambda it: it["claim"])
def test_what_moved_is_still_published_so(moved):
    assert moved["claim"] in claim_ids(PACKAGE)
    now = published.read()[moved["claim"]].as_table()
    was = moved["published"]
    outcomes = {name: now["outcomes"].get(name) for name in was.get("outcomes", {})}
    known = {name: now[name] for name in ("verdict", "finding") if name in was}
    assert known | ({"outcomes": outcomes} if outcomes else {}) == was, "run `make versions`"


def table(verdict="partly", finding="It is so.", **outcomes):
    return {"verdict": verdict, "finding": finding, "outcomes": outcomes}


def test_what_comes_out_the_same_has_not_moved():
    assert parted(table(gpt2="passed"), table(gpt2="passed")) == ({}, {})


def test_what_moved_is_kept_without_what_did_not():
    was = table(gpt2="failed", llama="passed")
    now = table("confirmed", gpt2="passed", llama="passed")
    assert parted(was, now) == (
        {"verdict": "partly", "outcomes": {"gpt2": "failed"}},
        {"verdict": "confirmed", "outcomes": {"gpt2": "passed"}},
    )


def ran(measured, **more):
    moved = {"claim": "a/b", "published": {"finding": "It is so."}, "measured": measured, **more}
    return {"bound": "oldest", "moved": [moved]}


def test_an_explanation_stays_as_long_as_the_same_comes_out():
    before = [ran({"finding": "It isn't."}, explanation="A reason.")]
    for finding, kept in (("It isn't.", "A reason."), ("It was.", "")):
        (now,) = explained([ran({"finding": finding})], before)
        assert now["moved"][0]["explanation"] == kept


def test_the_view_shows_each_version_and_each_reason():
    entries = [entry(it["claim"]) for it in MOVED]
    drawn = draw(place(*entries))
    text = "\n".join(describe(place()))
    for each in (OLDEST, NEWEST):
        assert each["transformers"] in drawn
        assert each["transformers"] in text
    for it in MOVED:
        assert it["explanation"] in text
        assert f"claims/{it['claim']}/" in drawn
