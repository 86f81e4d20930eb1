"""Every checkpoint in one table: what it is, and how its published weights were accounted for."""

from claims._checkpoints.catalogue import Checkpoint, catalogue
from claims._core.finding import spell
from claims._views.grid import grid, row
from claims._views.html import Html, tag
from claims._views.place import Place
from claims._views.reading import altogether, words
from claims._views.reconciled import reconciled_as
from claims._views.recorded import SHORT, recorded

CLAIMS = ()
HEADS = ("Checkpoint", "Released", "Parameters", "Reconciled", "Stored bytes", "Hub", "Revision")
NOTE = (
    "Parameters are counted by the reference class, tied weights once. Reconciled says what that "
    "class was held against and met exactly; an upper bound is only known not to be exceeded."
)


def draw(place: Place) -> Html:
    """The table, a part for each generation; each checkpoint leads to its own page."""
    bodies: dict[str, list[Html]] = {}
    for it in catalogue():
        head = tag("a", it.id, href=place.checkpoint(it.id))
        bodies.setdefault(it.generation, []).append(row(head, *_cells(it)))
    parts = (tag("tbody", *rows) for rows in bodies.values())
    cost = words(altogether())
    said = f" Reading all of this on the hub takes {cost}, counted on a stand-in for it."
    return grid("Every checkpoint", HEADS, *parts, kind="checkpoints", note=NOTE + said)


def _cells(checkpoint: Checkpoint) -> tuple[str, ...]:
    """What a checkpoint's row says after its name."""
    record = recorded(checkpoint)
    it = record.reconciliation if record else None
    return (
        checkpoint.released.isoformat(),
        spell(it.parameters) if it else "–",
        reconciled_as(record) if record and it else "no record yet",
        spell(it.stored_bytes) if it and it.stored_bytes else "–",
        checkpoint.hub,
        (checkpoint.revision or "none stated")[:SHORT],
    )


def describe(_: Place) -> list[str]:
    """The same in words, a checkpoint a line."""
    heads = [it.lower() for it in HEADS[1:]]
    return [
        f"{it.id}: "
        + ", ".join(f"{head} {said}" for head, said in zip(heads, _cells(it), strict=True))
        for it in catalogue()
    ]
