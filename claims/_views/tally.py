"""The verdicts of some claims: how many of each, and each in one line."""

from collections import Counter
from collections.abc import Sequence

from claims._core.words import Verdict
from claims._views.html import Html, join, tag
from claims._views.marks import icon, verdict_mark
from claims._views.place import Entry, Place, SectionClaims


def counts(entries: Sequence[Entry]) -> dict[str, int]:
    """How many claims came to each verdict, in the order of the vocabulary, the stale ones last."""
    seen = Counter("stale" if it.get("stale") else str(it["verdict"]) for it in entries)
    return {str(kind): seen[kind] for kind in (*Verdict, "stale") if seen[kind]}


def tally(place: Place, entries: Sequence[Entry]) -> Html:
    """The counts as a row of marks, then every statement with its verdict."""
    lines = [tag("li", verdict_mark(entry), link(place, entry)) for entry in entries]
    return _box(_marks(entries), tag("ul", *lines, class_="tally-claims"))


def tally_by_section(place: Place) -> Html:
    """The counts of each section in a row of marks, then of all together."""
    rows = [tag("li", section_link(it), _marks(it.entries)) for it in place.sections()]
    everything = tag("li", tag("strong", "All"), _marks(list(place.entries.values())))
    return _box(tag("ul", *rows, everything, class_="tally-sections"))


def _box(*parts: Html) -> Html:
    """Nothing for a search, which leads to the pages of the claims themselves."""
    return tag("div", *parts, class_="tally", data_search_exclude="true")


def section_link(section: SectionClaims) -> Html:
    """A section's title, which leads to its page if it has one."""
    if section.address is None:
        return tag("span", section.title)
    return tag("a", section.title, href=section.address)


def _marks(entries: Sequence[Entry]) -> Html:
    marks = [
        tag("li", icon(it), tag("strong", n), " ", it, class_=f"verdict is-{it}")
        for it, n in counts(entries).items()
    ]
    return tag("ul", *marks, class_="tally-counts")


def link(place: Place, entry: Entry) -> Html:
    """A statement as a link to its claim's page."""
    return join(tag("a", entry["statement"], href=place.address(entry["id"])))
