"""All checkpoints side by side: what was observed of each, and by what evidence."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from claims._checkpoints.catalogue import catalogue
from claims._core.words import Evidence, weakest_first
from claims._views.html import Html, join, tag
from claims._views.observed import shown
from claims._views.place import Entry, Place


@dataclass(frozen=True)
class Cell:
    """One property of one checkpoint, the claim that observed it, and what that rests on."""

    value: Any
    claim: str
    evidence: tuple[Evidence, ...]
    siblings: tuple[str, ...]


@dataclass(frozen=True)
class Row:
    """A checkpoint with what was observed of it."""

    checkpoint: str
    generation: str
    cells: Mapping[str, Cell]


def table_of(entries: Sequence[Entry], columns: Mapping[str, str]) -> list[Row]:
    """Collect the wanted properties of every checkpoint from what a section's claims observed."""
    rows = []
    for it in catalogue():
        found = {key: _strongest(entries, it.id, key) for key in columns}
        cells = {key: cell for key, cell in found.items() if cell}
        rows.append(Row(it.id, it.generation, cells))
    return rows


def _strongest(entries: Sequence[Entry], checkpoint: str, key: str) -> Cell | None:
    """The observation by the strongest evidence; among equals the first claim's."""
    found: list[tuple[int, Cell]] = []
    for entry in entries:
        units = (unit for unit in entry["outcomes"] if unit["unit"] == checkpoint)
        for level in (level for unit in units for level in unit["levels"]):
            if level["observed"].get(key) is not None:
                leaned = _leaned(level, key)
                kinds = _evidence(level, leaned)
                siblings = tuple(dict.fromkeys(it["sibling"] for it in leaned if it["sibling"]))
                cell = Cell(level["observed"][key], entry["id"], kinds, siblings)
                found.append((Evidence(level["evidence"]).strength, cell))
    return max(found, key=lambda it: it[0])[1] if found else None


def _leaned(level: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    """What one value leans on: a recorded fact on its own file, a measurement on all it read."""
    leans: list[Mapping[str, Any]] = level["rests_on"]
    return [it for it in leans if it["fact"] == key] or leans


def _evidence(
    level: Mapping[str, Any], leaned: Sequence[Mapping[str, Any]]
) -> tuple[Evidence, ...]:
    kinds = {Evidence(it["evidence"]) for it in leaned}
    measured = set() if len(leaned) < len(level["rests_on"]) else {Evidence(level["evidence"])}
    return tuple(weakest_first(kinds | measured))


def comparison(place: Place, section: str, columns: Mapping[str, str]) -> Html:
    """The table; it scrolls inside its own box, so that the page never does."""
    heads = [tag("th", title, scope="col") for title in ("Checkpoint", *columns.values())]
    bodies: dict[str, list[Html]] = {}
    for row in table_of(place.section(section), columns):
        cells = [_cell(place, row.cells.get(key)) for key in columns]
        head = tag("th", row.checkpoint, scope="row")
        bodies.setdefault(row.generation, []).append(tag("tr", head, *cells))
    table = tag(
        "table",
        tag("thead", tag("tr", *heads)),
        *(tag("tbody", *rows) for rows in bodies.values()),
        class_="grid",
    )
    # A box that scrolls must be reachable by keyboard, and then needs a name.
    about = {"role": "region", "tabindex": "0", "aria_label": "Comparison of all checkpoints"}
    note = (
        "Under each value: the weakest link of the evidence that it rests on; “sibling” where "
        "that was read from a related model's file, which the claim's page names."
    )
    return join(tag("div", table, class_="comparison", **about), tag("p", note, class_="note"))


def _cell(place: Place, cell: Cell | None) -> Html:
    if cell is None:
        return tag("td", tag("span", "–", aria_label="not observed"))
    link = tag("a", shown(cell.value), href=place.address(cell.claim))
    everything = f"rests on {', '.join(cell.evidence)}"
    of = f"; read from {', '.join(cell.siblings)}" if cell.siblings else ""
    mark = f"{cell.evidence[0]}{', sibling' if cell.siblings else ''}"
    return tag("td", link, tag("small", mark, title=f"{everything}{of}"))
