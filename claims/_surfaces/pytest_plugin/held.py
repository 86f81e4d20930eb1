"""What is true of each model that a run was asked about: a row a test, and a section a model."""

from collections.abc import Iterator, Sequence
from typing import Any

import pytest

from claims._checkpoints.foreign import Foreign
from claims._checkpoints.selection import Selection, recorded
from claims._core.claim import Claim
from claims._core.observed import Untested
from claims._core.result import UnitResult
from claims._core.unit import Unit
from claims._core.words import Outcome
from claims._surfaces.pytest_plugin.hub_reads import took
from claims._surfaces.pytest_plugin.options import RUN
from claims._views.held import held_lines, unread_lines


def held_row(
    claim: Claim, unit: Unit, result: UnitResult, family: Outcome | None, *, by_name: bool = False
) -> dict[str, Any]:
    """What a claim tells of a model, in words that travel between processes.

    `family` is what all of its family came out as, if that is one thing; a claim that is about some
    checkpoints `by_name` tells nothing of a family.
    """
    return {
        "model": unit.name,
        "claim": claim.id,
        "statement": claim.statement,
        "outcome": str(result.outcome),
        "family": str(family or ""),
        "by_name": by_name,
        "observed": result.observed,
        "evidence": [str(it) for it in result.evidence],
        "reason": result.reason,
    }


def model_sections(
    config: pytest.Config, rows: Sequence[dict[str, Any]]
) -> Iterator[tuple[str, list[str]]]:
    """A heading and lines for each model, of the catalogue or not, that the run was asked about."""
    source: Selection = config.stash[RUN].source
    for name in source.only:
        try:
            yield name, list(held_lines(name, _of_the_catalogue(config, name), rows))
        except Untested as why:
            yield name, list(unread_lines(str(why)))
    for name, model in source.foreign.items():
        yield name, list(held_lines(name, model, rows))
    for name, reason in source.unread.items():
        yield name, list(unread_lines(reason))


def _of_the_catalogue(config: pytest.Config, name: str) -> Foreign:
    """A checkpoint as any other model; raises Untested where it couldn't be read."""
    source: Selection = config.stash[RUN].source
    # What workers read from the hub, or nobody, isn't read once more to be described.
    elsewhere = source.name == "hub" and name not in source.took
    record = (recorded() if elsewhere else source).record(name)
    read = took(config)
    return Foreign(record, took=read[name]) if name in read else Foreign(record)
