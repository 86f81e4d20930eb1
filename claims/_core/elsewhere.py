"""Claims answered from another source than the records: measured anew, and kept nowhere."""

from collections.abc import Mapping
from typing import Any

from claims._core.ahead import measure_ahead
from claims._core.answer import Entry, kept
from claims._core.claim import Claim
from claims._core.evaluate import EVERYTHING
from claims._core.run import Run, premises


def answers_elsewhere(claims: Mapping[str, Claim], source: Any, recorded: Any) -> dict[str, Entry]:
    """Answer all claims by what a source has; controls run on what was recorded, as ever."""
    run = Run(source, recorded, EVERYTHING, elsewhere=True)
    measure_ahead(run, list(claims.values()))
    return {
        name: kept(claim, run.claim(claim), _read(claim, source)).entry
        for name, claim in claims.items()
    }


def _read(claim: Claim, source: Any) -> dict[str, str]:
    """The digest of what a source has in place of each record that a claim is about."""
    about = (unit for it in (claim, *premises(claim).values()) for unit in it.about)
    names = {name for unit in about for name in unit.behind}
    return {f"{name} from {source.name}": source.digest(name) for name in names}
