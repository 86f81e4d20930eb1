"""What is wrong, the most surprising first, each beside what to write in its place."""

from collections.abc import Iterable

from claims._core.words import Outcome
from claims._views.html import Html, join, tag
from claims._views.marks import verdict_mark, verdict_words
from claims._views.parts import WRONG, finding
from claims._views.place import Entry, Place
from claims._views.tally import link

CLAIMS = None
# The more widely a statement is held, the more surprising it is that it doesn't hold.
HELD = ({"source", "folklore"}, {"folklore"}, {"source"}, {"field"})


def refuted(entries: Iterable[Entry]) -> list[Entry]:
    """Every statement that doesn't hold as it is worded, the most surprising first."""
    return sorted((it for it in entries if it["verdict"] in WRONG), key=_rank)


def _rank(entry: Entry) -> tuple[int, int, int, str]:
    """By verdict, by how widely it is held, by the units that it fails on, then by name."""
    held = next(at for at, origins in enumerate(HELD) if origins <= set(entry["origin"]))
    failed = sum(unit["outcome"] == Outcome.FAILED for unit in entry["outcomes"])
    return WRONG.index(entry["verdict"]), held, -failed, entry["id"]


def draw(place: Place) -> Html:
    """The list: statement, verdict, and what to write instead."""
    lines = [
        tag("li", join(link(place, it), " ", verdict_mark(it)), finding(it))
        for it in refuted(place.entries.values())
    ]
    return tag("ol", *lines, class_="refutations", data_search_exclude="true")


def describe(place: Place) -> list[str]:
    """The same in words, a statement a line."""
    return [
        f"{it['id']}: {verdict_words(it)}: {it['finding']}"
        for it in refuted(place.entries.values())
    ]
