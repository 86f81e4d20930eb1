"""Which release made a statement outdated, and between which two the source was written."""

from collections.abc import Iterable
from datetime import date

from claims._core.unit import SOURCE_KNEW_UNTIL
from claims._core.words import Outcome, Verdict
from claims._views.place import Entry


def outdated_on(entry: Entry) -> date:
    """The day of the first release on which a statement failed, of those its author couldn't know.

    A snapshot of a family is dated by its own day; which release it failed by is observed.
    Raises LookupError if it failed on none.
    """
    days = [
        date.fromisoformat(unit["observed"].get("released") or unit["dated"])
        for unit in entry["outcomes"]
        if unit["outcome"] == Outcome.FAILED
    ]
    later = [it for it in days if it > SOURCE_KNEW_UNTIL]
    if not later:
        words = f"expected a failure on a release after {SOURCE_KNEW_UNTIL}, found none"
        raise LookupError(f"{entry['id']}: {words}")
    return min(later)


def by_release(entries: Iterable[Entry]) -> dict[date, list[Entry]]:
    """Every outdated statement under the day that made it so, the first day first."""
    found: dict[date, list[Entry]] = {}
    for entry in entries:
        if entry["verdict"] == Verdict.OUTDATED:
            found.setdefault(outdated_on(entry), []).append(entry)
    return dict(sorted(found.items()))
