"""What running each checkpoint's real weights would read, and whether anybody has."""

from claims._checkpoints.catalogue import catalogue
from claims._checkpoints.inventory import WIDTHS
from claims._checkpoints.source import Recorded
from claims._core.discovery import load_all
from claims._core.observed import Untested
from claims._core.words import Evidence, Outcome
from claims._running.cost import ASSUMED, assumes_width, attesting_cost, running_cost
from claims._views import running_took
from claims._views.attested import attested_outcomes
from claims._views.grid import grid, row
from claims._views.html import Html, join, tag
from claims._views.marks import outcome_mark
from claims._views.place import Entry, Place

CLAIMS = None
MEASURED = (
    "Measured, on no published weights. Time goes with the windows and with the number of runs, as "
    "published and otherwise; memory with neither:"
)
# What came out stands where a phone shows it, before the numbers that it cuts off.
HEADS = ("Checkpoint", "Checks", "Bytes that a run reads", "Bytes that attesting reads")


def draw(place: Place) -> Html:
    """On how many checkpoints the weights were run, then every checkpoint in one table."""
    bodies = tag("tbody", *(row(*_cells(place, it.id)) for it in catalogue()))
    table = grid("What running real weights reads", HEADS, bodies, kind="checkpoints running")
    took = tag("ul", *(tag("li", it.words) for it in running_took.read()))
    notes = (tag("p", it) for it in assumed())
    return join(tag("p", tag("strong", summary(place))), table, *notes, tag("p", MEASURED), took)


def summary(place: Place) -> str:
    """On how many checkpoints some check on the weights came to an outcome."""
    known = catalogue()
    ran = sum(bool(set(outcomes(place, it.id)) - {Outcome.UNTESTED}) for it in known)
    return (
        f"The real weights have been read or run for {ran or 'none'} of the {len(known)} "
        f"checkpoints{'' if ran else ': every check on them is untested'}."
    )


def _cells(place: Place, name: str) -> tuple[object, ...]:
    marks = [outcome_mark(it) for it in outcomes(place, name)]
    return name, tag("span", *marks), *map(spelled, costs(name))


def costs(name: str) -> tuple[int | None, int | None]:
    """The bytes of a run, and of the one command that attests, by the checkpoint's record."""
    try:
        record = Recorded().record(name)
    except Untested:
        return None, None
    return running_cost(record), attesting_cost(record, load_all().values())


def assumed() -> list[str]:
    """Of which checkpoints the bytes are only an upper bound, if of any, and why."""
    them = [it.id for it in catalogue() if costs(it.id)[0] and _assumes(it.id)]
    words = (
        f"No recorded file says in how many bytes a number is stored: {WIDTHS[ASSUMED]} are "
        "assumed, the most that weights are published in."
    )
    return [f"{', '.join(them)}: {words}"] if them else []


def _assumes(name: str) -> bool:
    return assumes_width(Recorded().record(name))


def spelled(cost: int | None) -> str:
    """So many bytes."""
    return "not recorded" if cost is None else f"{cost:,}"


def outcomes(place: Place, name: str) -> list[Outcome]:
    """What the checks that run or read a checkpoint's weights came to, each outcome once.

    Where somebody attested a run, that stands in place of one that is untested here.
    """
    found: list[Outcome] = []
    for entry in place.entries.values():
        there = attested_outcomes(place.attestations, entry, name, Evidence.WEIGHTS)
        found += there + [it for it in _here(entry, name) if not there or it != Outcome.UNTESTED]
    return [it for it in dict.fromkeys(found) if it is not Outcome.INAPPLICABLE]


def _here(entry: Entry, name: str) -> list[Outcome]:
    return [
        Outcome(level["outcome"])
        for unit in entry["outcomes"]
        if unit["unit"] == name
        for level in unit["levels"]
        if level["evidence"] == Evidence.WEIGHTS
    ]


def describe(place: Place) -> list[str]:
    """The same in words, a checkpoint a line."""
    lines = (_line(place, it.id) for it in catalogue())
    return [summary(place), *lines, *assumed(), MEASURED, *(it.words for it in running_took.read())]


def _line(place: Place, name: str) -> str:
    run, attesting = map(spelled, costs(name))
    found = ", ".join(outcomes(place, name)) or "no check"
    return f"{name}: {run} bytes, to attest {attesting}, {found}"
