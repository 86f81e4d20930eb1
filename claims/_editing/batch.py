"""One claim's answer for whoever is editing: what a forked process runs, all imported anew."""

import os
from typing import Any

from claims._checkpoints.selection import recorded
from claims._core import published
from claims._core.answer import current, keep
from claims._core.differing import differences
from claims._core.discovery import PACKAGE, load
from claims._core.errors import Refused
from claims._core.evaluate import EVERYTHING
from claims._core.run import Run
from claims._probes import remembered

# Within one process claims share what was measured.
RUN = Run(recorded(), recorded(), EVERYTHING)


def answer(claim_id: str, again: bool) -> dict[str, Any]:
    """What there is to say of a claim, with what was measured for that and wasn't known before.

    It says of which claim and by which process: a check may have started another that answers too.
    """
    said = _answer(claim_id, again)
    return {**said, "claim": claim_id, "pid": os.getpid(), "measured": remembered.news()}


def _answer(claim_id: str, again: bool) -> dict[str, Any]:
    """A claim's entry with a line for each difference from what is published; or its refusal."""
    try:
        claim = load(PACKAGE / f"{claim_id}.py")
        known = None if again else current(claim)
        entry = known or keep(claim, RUN.claim(claim))
        problems = differences(entry, published.read().get(claim_id))
    except Refused as error:
        return {"refused": str(error)}
    return {"entry": entry, "problems": problems, "ran": known is None}
