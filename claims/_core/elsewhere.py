"""Claims answered from another source than the records: measured anew, and kept nowhere."""

from collections.abc import Mapping
from typing import Any

from claims._core.ahead import measure_ahead
from claims._core.answer import Entry, current_key
from claims._core.claim import Claim
from claims._core.entry import entry
from claims._core.evaluate import EVERYTHING
from claims._core.run import Run


def answers_elsewhere(claims: Mapping[str, Claim], source: Any, recorded: Any) -> dict[str, Entry]:
    """Answer all claims by what a source has; controls run on what was recorded, as ever."""
    run = Run(source, recorded, EVERYTHING, elsewhere=True)
    measure_ahead(run, list(claims.values()))
    return {
        name: entry(claim, run.claim(claim), current_key(claim, claims, source))
        for name, claim in claims.items()
    }
