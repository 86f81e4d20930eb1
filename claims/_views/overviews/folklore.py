"""What is often repeated: where it is told, what fails it, and what to write instead."""

from collections.abc import Iterable

from claims._core.words import Outcome
from claims._views.html import Html, join, tag
from claims._views.marks import open_units
from claims._views.parts import WRONG, top
from claims._views.place import Entry, Place
from claims._views.tally import link
from claims._views.units import folded

CLAIMS = None


def told(entries: Iterable[Entry]) -> list[Entry]:
    """Every claim that is folklore."""
    return [it for it in entries if "folklore" in it["origin"]]


def draw(place: Place) -> Html:
    """A card for each: the belief, then what there is to say of it."""
    return join(*(_belief(place, it) for it in told(place.entries.values())))


def _belief(place: Place, entry: Entry) -> Html:
    kind = "stale" if entry.get("stale") else entry["verdict"]
    wrong = entry["verdict"] in WRONG
    check = tag("a", "The check", href=place.address(entry["id"]))
    said = {
        "Told in": join(*(tag("div", it) for it in entry["told"])),
        "What came out": join(check, f" {_came_out(entry)}."),
        "Write instead" if wrong else "What is true": tag("strong", entry["finding"]),
    }
    return tag(
        "article",
        top(entry),
        tag("h3", link(place, entry)),
        tag("dl", *(join(tag("dt", it), tag("dd", said[it])) for it in said), class_="about"),
        class_=f"claim is-{kind}" + (" is-open" if open_units(entry) else ""),
        id=entry["id"].partition("/")[2],
    )


def _came_out(entry: Entry) -> str:
    """On which units the check fails, and by which kinds of evidence."""
    by: dict[str, list[str]] = {}
    for unit in entry["outcomes"]:
        kinds = [it["evidence"] for it in unit["levels"] if it["outcome"] == Outcome.FAILED]
        if kinds:
            by.setdefault(" and ".join(kinds), []).append(unit["unit"])
    failed = [f"on {', '.join(folded(units))} by {kinds}" for kinds, units in by.items()]
    return f"fails {'; '.join(failed)}" if failed else "fails on nothing"


def describe(place: Place) -> list[str]:
    """The same in words, a belief a line."""
    return [
        f"{it['id']}: {it['verdict']}: {_came_out(it)}; {it['finding']}"
        for it in told(place.entries.values())
    ]
