"""What a report says of the claim as published, whichever of its tests a run has."""

from claims._core.published import Published
from claims._core.words import Outcome, weakest_first

DECIDED = (Outcome.PASSED, Outcome.FAILED)


def as_published(known: Published | None) -> dict[str, str]:
    """The published verdict with the kinds of check that decided it; nothing if there is none."""
    if known is None:
        return {}
    levels = [pair for unit in known.units.values() for pair in unit.levels.items()]
    kinds = weakest_first({kind for kind, outcome in levels if outcome in DECIDED})
    return {"published_verdict": known.verdict, "published_evidence": ", ".join(kinds)}
