"""Run every claim on the libraries at hand, and print what came out otherwise than published.

Nothing is kept: the store is of the version that the project publishes with.
"""

import json
import warnings
from dataclasses import replace
from typing import Any

from claims._checkpoints.selection import recorded
from claims._core import published
from claims._core.ahead import measure_ahead
from claims._core.claim import Claim
from claims._core.discovery import load_all
from claims._core.entry import entry
from claims._core.errors import ClaimError
from claims._core.evaluate import EVERYTHING
from claims._core.key import libraries
from claims._core.result import ClaimResult
from claims._core.run import Run

Table = dict[str, Any]


def measured() -> Table:
    """Measure all claims, with a warning as much an error as in a test."""
    known, verdicts = load_all(), published.read()
    run = Run(recorded(), recorded(), EVERYTHING)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        measure_ahead(run, list(known.values()))
        pairs = [(it, *parted(verdicts[it].as_table(), table(run, known[it]))) for it in known]
    moved = [
        {"claim": claim_id, "published": was, "measured": now}
        for claim_id, was, now in pairs
        if was or now
    ]
    results = len(run.units) + len(run.controls)
    return {**libraries(), "claims": len(known), "results": results, "moved": moved}


def table(run: Run, claim: Claim) -> Table:
    """A claim as it would be published, with each control that isn't as declared."""
    try:
        result = run.claim(claim)
    except ClaimError:
        return without_finding(run, claim)
    return as_published(claim, result)


def without_finding(run: Run, claim: Claim) -> Table:
    """The outcomes of a claim whose finding has nothing to say; or why it can't be measured."""
    try:
        return as_published(claim, run.claim(replace(claim, finding="")))
    except ClaimError as error:
        return {"verdict": "not measured", "finding": error.message, "outcomes": {}}


def as_published(claim: Claim, result: ClaimResult) -> Table:
    made = published.Published.of(entry(claim, result, key="")).as_table()
    wrong = (it for it in result.controls if not it.as_declared)
    made["outcomes"] |= {f"control {it.control.name}": str(it.outcome) for it in wrong}
    return made


def parted(was: Table, now: Table) -> tuple[Table, Table]:
    """What two tables of a claim don't have in common, of each."""
    if was == now:
        return {}, {}
    return only_here(was, now), only_here(now, was)


def only_here(one: Table, other: Table) -> Table:
    found: Table = {it: one[it] for it in ("verdict", "finding") if one[it] != other[it]}
    units = {
        name: outcome
        for name, outcome in one["outcomes"].items()
        if other["outcomes"].get(name) != outcome
    }
    return found | ({"outcomes": units} if units else {})


if __name__ == "__main__":
    print(json.dumps(measured()))
