"""Every statement in one table, by section, with its verdict and what it rests on."""

from collections.abc import Iterable, Mapping

from claims._core.words import Verdict
from claims._views.grid import grid, row
from claims._views.html import Html, tag
from claims._views.marks import verdict_mark
from claims._views.place import Entry, Place, SectionClaims
from claims._views.tally import link, section_link

NOTE = "A statement leads to its own page, with the check, its controls and its sources."
HEADS = ("Statement", "Verdict", "What is true", "Weakest link", "Told by", "Decided")


def statements(place: Place, titles: Mapping[str, str]) -> Html:
    """The table, a part for each section."""
    bodies = [_section(place, it) for it in place.sections(titles)]
    return grid("Every statement", HEADS, *bodies, kind="statements", note=NOTE)


def _section(place: Place, section: SectionClaims) -> Html:
    """The rows of a section under its name."""
    head = tag("th", section_link(section), scope="rowgroup", colspan=len(HEADS))
    return tag("tbody", tag("tr", head), *(_row(place, it) for it in section.entries))


def _row(place: Place, entry: Entry) -> Html:
    return row(link(place, entry), verdict_mark(entry), entry["finding"], *_short(entry))


def _short(entry: Entry) -> tuple[str, str, str]:
    """The weakest evidence, the origins, and on how many units the verdict rests."""
    on = entry["coverage"]
    decides = entry["verdict"] != Verdict.UNDECIDABLE
    return (
        next(iter(entry["evidence"]), "–"),
        ", ".join(entry["origin"]),
        f"{on['decided']} of {on['of']}" if decides else "–",
    )


def lines_of(entries: Iterable[Entry]) -> list[str]:
    """The same in words, a statement a line."""
    return [
        f"{it['id']}: {it['verdict']}: {it['statement']} {it['finding']} ({'; '.join(_short(it))})"
        for it in entries
    ]
