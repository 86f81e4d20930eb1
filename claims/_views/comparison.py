"""All checkpoints side by side: what was observed of each, and by what evidence."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from claims._checkpoints.catalogue import catalogue
from claims._views.html import Html, join, tag
from claims._views.observations import NOTE, Cell, mark, observations, unobserved
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
    seen = observations(entries)
    return [
        Row(
            it.id, it.generation, {key: seen[it.id, key] for key in columns if (it.id, key) in seen}
        )
        for it in catalogue()
    ]


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
    return join(tag("div", table, class_="comparison", **about), tag("p", NOTE, class_="note"))


def _cell(place: Place, cell: Cell | None) -> Html:
    if cell is None:
        return unobserved()
    link = tag("a", shown(cell.value), href=place.address(cell.claim))
    return tag("td", link, mark([cell]))
