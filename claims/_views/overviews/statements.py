"""Every statement in one table, by section, with its verdict and what it rests on.

All of them are there; a script shows those that fit what a reader chooses and types.
"""

from collections.abc import Sequence

from claims._core.words import Evidence, Verdict
from claims._views.fields import choice, chooser, form, labelled, told
from claims._views.grid import grid, group, row
from claims._views.html import Html, join, tag
from claims._views.marks import verdict_mark
from claims._views.other_words import others
from claims._views.parts import ORIGINS, problems
from claims._views.place import Entry, Place, SectionClaims
from claims._views.tally import link, section_link

CLAIMS = None
NOTE = "A statement leads to its own page, with the check, its controls and its sources."
HEADS = ("Statement", "Verdict", "What is true", "Weakest link", "Told by", "Decided")


ANY = ("", "any")


def draw(place: Place) -> Html:
    """The filter, hidden where no script can answer it, and the table, a part for each section."""
    sections = place.sections()
    bodies = [_section(place, it) for it in sections]
    table = grid("Every statement", HEADS, *bodies, kind="statements worded", note=NOTE)
    return chooser(place, "statements", _filter(place, sections), table)


def _filter(place: Place, sections: Sequence[SectionClaims]) -> Html:
    """Words to look for, and a choice for each thing that statements have in common."""
    entries = place.entries.values()
    verdicts = [str(it) for it in Verdict if any(it == entry["verdict"] for entry in entries)]
    kinds = [str(it) for it in Evidence if any(it in entry["evidence"] for entry in entries)]
    words = {"type": "search", "autocomplete": "off", "spellcheck": "false"}
    fields = (
        labelled("Search statements", tag("input", name="find", **words)),
        choice("Section", "section", [ANY, *((_name(it), it.title) for it in sections)]),
        choice("Verdict", "verdict", [ANY, *((it, it) for it in verdicts)]),
        choice("Told by", "origin", [ANY, *((it, it) for it in ORIGINS)]),
        choice("Rests on", "evidence", [ANY, *((it, it) for it in kinds)]),
        tag("button", "Show all", type="reset"),
    )
    return form(
        "statements", tag("div", *fields, class_="fields"), told(), data_search_exclude=True
    )


def _name(section: SectionClaims) -> str:
    """A section's own name, with which the ids of its claims begin."""
    name: str = section.entries[0]["id"].partition("/")[0]
    return name


def _section(place: Place, section: SectionClaims) -> Html:
    """The rows of a section under its name."""
    return group(section_link(section), HEADS, *(_row(place, it) for it in section.entries))


def _row(place: Place, entry: Entry) -> Html:
    """A statement, with what it is found by and doesn't show."""
    found_by = {
        "data_verdict": entry["verdict"],
        "data_origin": " ".join(entry["origin"]),
        "data_evidence": " ".join(entry["evidence"]),
        "data_told": " ".join([*entry["told"], *others(entry["statement"])]) or None,
    }
    found = join(problems(place, entry), entry["finding"])
    cells = (verdict_mark(entry), found, *_short(entry))
    return row(link(place, entry), *cells, **found_by)


def _short(entry: Entry) -> tuple[str, str, str]:
    """The weakest evidence, the origins, and on how many units the verdict rests."""
    on = entry["coverage"]
    decides = entry["verdict"] != Verdict.UNDECIDABLE
    return (
        next(iter(entry["evidence"]), "–"),
        ", ".join(entry["origin"]),
        f"{on['decided']} of {on['of']}" if decides else "–",
    )


def describe(place: Place) -> list[str]:
    """The same in words, a statement a line."""
    return [
        f"{it['id']}: {it['verdict']}: {it['statement']} {it['finding']} ({'; '.join(_short(it))})"
        for it in place.entries.values()
    ]
