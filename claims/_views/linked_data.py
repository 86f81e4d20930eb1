"""A claim for machines: schema.org's review of a claim, and an assertion of W3C EARL a unit."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from claims._checkpoints.catalogue import catalogue
from claims._core.words import Verdict
from claims._views.html import TURNING, Html, join, tag
from claims._views.marks import open_units, verdict_words
from claims._views.observed import observed_words
from claims._views.parts import ORIGINS
from claims._views.place import Entry, Place, page_of

Data = dict[str, Any]
BEST, WORST = 5, 1
# What was true when it was written and isn't now is nearer to wrong than to right.
RATINGS = {Verdict.CONFIRMED: 5, Verdict.PARTLY: 3, Verdict.OUTDATED: 2, Verdict.REFUTED: 1}
# Only names of these vocabularies are used; whatever refers to something else says so once, here.
EARL = {
    "@vocab": "http://www.w3.org/ns/earl#",
    "dct": "http://purl.org/dc/terms/",
    **{name: {"@type": "@vocab"} for name in ("outcome", "mode")},
    **{name: {"@type": "@id"} for name in ("assertedBy", "test")},
}
# Inside a script these could end it, begin something else, or turn what stands around it.
AS_CODES = {ord(it): f"\\u{ord(it):04x}" for it in f"<>&\u2028\u2029{TURNING}"}


def linked_data(place: Place, claim_id: str) -> Html:
    """Both, as data that a browser never runs.

    They belong into a page's head: a theme that swaps pages in place runs every script of a body,
    whatever its type.
    """
    entry = place.entry(claim_id)
    said = [_script(claim_review(place, entry))]
    if entry["outcomes"]:
        said.append(_script(assertions(place, entry)))
    return join(*said)


def _script(data: Mapping[str, Any]) -> Html:
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(AS_CODES)
    return tag("script", Html(text), type="application/ld+json")


def claim_review(place: Place, entry: Entry) -> Data:
    """The verdict on a statement; an address that no setting gives is relative to the page."""
    at = place.published
    home = at.site or place.root
    said = {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "url": f"{home}{page_of(entry['id'])}",
        "claimReviewed": entry["statement"],
        "datePublished": _day(entry),
        "author": {"@type": "Organization", "name": at.name, "url": home},
        "itemReviewed": _statement(entry),
        "reviewRating": _rating(entry),
        "reviewBody": entry["finding"] or entry["because"],
        "citation": [_cited(it) for it in entry["sources"]],
    }
    return {name: it for name, it in said.items() if it}


def _statement(entry: Entry) -> Data:
    """The statement itself, with who says so and where it is told."""
    told = entry["told"] or [ORIGINS[it] for it in entry["origin"]]
    said = [{"@type": "CreativeWork", "name": it} for it in told]
    return {"@type": "Claim", "name": entry["statement"], "appearance": said}


def _rating(entry: Entry) -> Data:
    """The verdict in words, and as a number where it is one about the statement's truth."""
    rating: Data = {"@type": "Rating", "alternateName": verdict_words(entry)}
    value = RATINGS.get(entry["verdict"])
    if value and not entry.get("stale") and not open_units(entry):
        rating |= {"ratingValue": value, "bestRating": BEST, "worstRating": WORST}
    return rating


def _cited(source: Mapping[str, str]) -> Data:
    """A source; only a web address is one."""
    said = {"@type": "CreativeWork", "name": source["title"]}
    if source["url"].startswith(("https://", "http://")):
        said["url"] = source["url"]
    if source.get("date"):
        said["datePublished"] = source["date"]
    return said


def assertions(place: Place, entry: Entry) -> Data:
    """What the check came to on each unit, in the words of EARL."""
    checkpoints = {it.id for it in catalogue()}
    check = {"@id": "#check", "@type": ["Assertor", "Software"], "dct:title": place.published.name}
    test = {"@id": "#statement", "@type": "TestCase", "dct:title": entry["statement"]}
    day = _day(entry)
    return {
        "@context": EARL,
        "@graph": [
            check,
            test,
            *(_assertion(place, it, day, checkpoints) for it in entry["outcomes"]),
        ],
    }


def _assertion(place: Place, unit: Entry, day: str, checkpoints: Sequence[str] | set[str]) -> Data:
    """One outcome on what it is of."""
    result = {"@type": "TestResult", "outcome": str(unit["outcome"]), "dct:date": day}
    if unit["observed"]:
        result["info"] = observed_words(unit["observed"])
    return {
        "@type": "Assertion",
        "assertedBy": "#check",
        "subject": _subject(place, unit, checkpoints),
        "test": "#statement",
        "mode": "automatic",
        "result": result,
    }


def _subject(place: Place, unit: Entry, checkpoints: Sequence[str] | set[str]) -> Data | list[Data]:
    """Checkpoints and claims go by the addresses of their pages, anything else by its name."""
    home, name = place.published.site or place.root, unit["unit"]
    claims = [it for it in unit["observed"] if it in place.entries]
    if claims:
        return [{"@id": f"{home}{page_of(it)}", **_named(it)} for it in claims]
    if name in checkpoints:
        return {"@id": f"{home}checkpoints/{name}/", **_named(name)}
    return _named(name)


def _named(name: str) -> Data:
    return {"@type": "TestSubject", "dct:title": name}


def _day(entry: Entry) -> str:
    return datetime.fromisoformat(entry["checked_at"]).date().isoformat()
