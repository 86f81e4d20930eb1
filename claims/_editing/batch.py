"""One claim's answer for whoever is editing: what a forked process runs, all imported anew."""

from typing import Any

from claims._checkpoints.selection import recorded
from claims._core import published
from claims._core.answer import current, keep
from claims._core.differing import differences
from claims._core.discovery import PACKAGE, load
from claims._core.errors import Refused
from claims._core.evaluate import EVERYTHING
from claims._core.run import Run

# Within one process claims share what was measured.
RUN = Run(recorded(), recorded(), EVERYTHING)


def answer(claim_id: str, again: bool) -> dict[str, Any]:
    """A claim's entry with a line for each difference from what is published; or its refusal."""
    try:
        claim = load(PACKAGE / f"{claim_id}.py")
        entry = None if again else current(claim)
        entry = entry or keep(claim, RUN.claim(claim))
        return {"entry": entry, "problems": differences(entry, published.read().get(claim_id))}
    except Refused as error:
        return {"refused": str(error)}
