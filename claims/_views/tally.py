"""The verdicts of some claims: how many of each, and each in one line."""

from collections import Counter
from collections.abc import Sequence

from claims._core.words import Verdict
from claims._views.html import Html, join, tag
from claims._views.marks import icon, verdict_mark
from claims._views.place import Entry, Place


def counts(entries: Sequence[Entry]) -> dict[str, int]:
    """How many claims came to each verdict, in the order of the vocabulary."""
    seen = Counter(str(entry["verdict"]) for entry in entries)
    return {str(verdict): seen[verdict] for verdict in Verdict if seen[verdict]}


def tally(place: Place, entries: Sequence[Entry]) -> Html:
    """The counts as a row of marks, then every statement with its verdict."""
    marks = [
        tag("li", icon(it), tag("strong", n), " ", it, class_=f"verdict is-{it}")
        for it, n in counts(entries).items()
    ]
    lines = [tag("li", verdict_mark(entry), link(place, entry)) for entry in entries]
    return tag(
        "div",
        tag("ul", *marks, class_="tally-counts"),
        tag("ul", *lines, class_="tally-claims"),
        class_="tally",
    )


def link(place: Place, entry: Entry) -> Html:
    """A statement as a link to its claim's page."""
    return join(tag("a", entry["statement"], href=place.address(entry["id"])))
