"""What running each checkpoint's real weights would read, and whether anybody has."""

from claims._checkpoints.catalogue import catalogue
from claims._checkpoints.source import Recorded
from claims._core.observed import Untested
from claims._core.words import Outcome
from claims._running.cost import running_cost
from claims._views.grid import grid, row
from claims._views.html import Html, join, tag
from claims._views.marks import outcome_mark
from claims._views.place import Entry, Place

CLAIMS = None
HEADS = ("Checkpoint", "Bytes that a run reads", "Checks")


def draw(place: Place) -> Html:
    """On how many checkpoints the weights were run, then every checkpoint in one table."""
    bodies = tag("tbody", *(row(*_cells(place, it.id)) for it in catalogue()))
    table = grid("What running real weights reads", HEADS, bodies, kind="checkpoints")
    return join(tag("p", tag("strong", summary(list(place.entries.values())))), table)


def summary(entries: list[Entry]) -> str:
    """On how many checkpoints some check on the weights came to an outcome."""
    known = catalogue()
    ran = sum(bool(set(outcomes(entries, it.id)) - {Outcome.UNTESTED}) for it in known)
    return (
        f"The real weights have been read or run for {ran or 'none'} of the {len(known)} "
        f"checkpoints{'' if ran else ': every check on them is untested'}."
    )


def _cells(place: Place, name: str) -> tuple[object, ...]:
    marks = [outcome_mark(it) for it in outcomes(list(place.entries.values()), name)]
    return name, spelled(name), tag("span", *marks)


def spelled(name: str) -> str:
    """The bytes, by the checkpoint's record."""
    try:
        cost = running_cost(Recorded().record(name))
    except Untested:
        cost = None
    return "not recorded" if cost is None else f"{cost:,}"


def outcomes(entries: list[Entry], name: str) -> list[Outcome]:
    """What the checks that run or read a checkpoint's weights came to, each outcome once."""
    found = [
        Outcome(level["outcome"])
        for entry in entries
        for unit in entry["outcomes"]
        if unit["unit"] == name
        for level in unit["levels"]
        if level["evidence"] == "weights" and level["outcome"] != Outcome.INAPPLICABLE
    ]
    return [*dict.fromkeys(found)]


def describe(place: Place) -> list[str]:
    """The same in words, a checkpoint a line."""
    entries = list(place.entries.values())
    return [
        summary(entries),
        *(
            f"{it.id}: {spelled(it.id)} bytes, {', '.join(outcomes(entries, it.id)) or 'no check'}"
            for it in catalogue()
        ),
    ]
