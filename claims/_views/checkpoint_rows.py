"""Drawing every checkpoint as a row, a little apart from the generation before."""

from collections.abc import Iterator, Sequence

from claims._checkpoints.catalogue import Checkpoint, catalogue
from claims._checkpoints.record import Record
from claims._views.grid import grid, row
from claims._views.html import Html, tag
from claims._views.place import Place
from claims._views.recorded import recorded
from claims._views.units import generations

ROW, APART = 17, 6


def record_of(it: Checkpoint) -> Record:
    """The record of a checkpoint that is drawn; raises LookupError if there is none."""
    record = recorded(it)
    if record is None or record.reconciliation is None:
        raise LookupError(f"{it.id}: expected a record with its parameters counted, found none")
    return record


def placed(top: float) -> Iterator[tuple[Checkpoint, float]]:
    """Every checkpoint with the middle of its row."""
    y = top + ROW / 2
    for sizes in generations().values():
        for it in sizes:
            yield it, y
            y += ROW
        y += APART


def height() -> int:
    """How high all rows are together."""
    return ROW * len(catalogue()) + APART * (len(generations()) - 1)


def numbers(place: Place, title: str, heads: Sequence[str], cells: dict[str, list[str]]) -> Html:
    """All that is drawn as a table, to be opened, for whoever can't see the drawing too."""
    rows = [row(tag("a", name, href=place.checkpoint(name)), *cells[name]) for name in cells]
    table = grid(title, ("Checkpoint", *heads), tag("tbody", *rows), kind="numbers")
    return tag("details", tag("summary", title), table)
