"""All checkpoints side by side: what was observed of each, and by what evidence."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from claims._checkpoints.catalogue import catalogue
from claims._views.absences import known
from claims._views.grid import grid, row
from claims._views.html import Html, join, tag
from claims._views.observations import NOTE, Cell, mark, unobserved
from claims._views.observed import shown
from claims._views.place import Entry, Place


@dataclass(frozen=True)
class Row:
    """A checkpoint with what was observed of it."""

    checkpoint: str
    generation: str
    cells: Mapping[str, Cell]


def table_of(entries: Sequence[Entry], columns: Mapping[str, str]) -> list[Row]:
    """Collect the wanted properties of every checkpoint from what a section's claims observed."""
    seen = known(entries)
    return [
        Row(
            it.id, it.generation, {key: seen[it.id, key] for key in columns if (it.id, key) in seen}
        )
        for it in catalogue()
    ]


def comparison(place: Place, section: str, columns: Mapping[str, str]) -> Html:
    """The table, with the evidence under each value."""
    bodies: dict[str, list[Html]] = {}
    for it in table_of(place.section(section), columns):
        cells = [_cell(place, it.cells.get(key)) for key in columns]
        head = tag("a", it.checkpoint, href=place.checkpoint(it.checkpoint))
        bodies.setdefault(it.generation, []).append(row(head, *cells))
    parts = (tag("tbody", *rows) for rows in bodies.values())
    heads = ("Checkpoint", *columns.values())
    return grid("Comparison of all checkpoints", heads, *parts, note=NOTE)


def _cell(place: Place, cell: Cell | None) -> Html:
    if cell is None:
        return unobserved()
    link = tag("a", shown(cell.value), href=place.address(cell.claim))
    return join(link, mark([cell]))
