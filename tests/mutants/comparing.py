"""Which claims notice that something was changed."""

from typing import Any

from claims._core import published
from claims._core.words import Verdict
from tests.mutants.measuring import CRASHED, Told


def as_published() -> Told:
    """What every claim comes to where nothing is changed; a demonstration tells no finding."""
    return {
        name: {
            "outcomes": {unit: str(it) for unit, it in known.units.items()},
            "finding": "" if known.verdict == Verdict.UNDECIDABLE else known.finding,
        }
        for name, known in published.read().items()
    }


def agreeing(told: Told, expected: Told) -> Told:
    """The claims that come out as expected: one that is wrong anyway can't tell of a change."""
    return {name: it for name, it in told.items() if it == expected[name]}


def noticed(told: Told, expected: Told) -> list[str]:
    """The claims that come out otherwise: an outcome on a unit, or the finding.

    A check that crashes notices nothing, and a claim of which nothing is expected neither.
    """
    return sorted(it for it in told.keys() & expected.keys() if _differs(told[it], expected[it]))


def crashed(told: Told, expected: Told) -> list[str]:
    """The claims that can't be told any more, and come out otherwise on no unit."""
    return sorted({it for it in told if "refused" in told[it]}.difference(noticed(told, expected)))


def _differs(now: dict[str, Any], expected: dict[str, Any]) -> bool:
    known = expected["outcomes"]
    if any(it not in (CRASHED, known[unit]) for unit, it in now["outcomes"].items()):
        return True
    return "refused" not in now and now["finding"] != expected["finding"]
