"""The test of a claim on a model outside the catalogue, which is held against its family."""

from typing import Any

import pytest

from claims._core import published
from claims._core.result import UnitResult
from claims._core.run import Run
from claims._core.unit import Unit
from claims._core.words import Outcome
from claims._surfaces.pytest_plugin.held import held_row
from claims._surfaces.pytest_plugin.items import ClaimItem, of_unit, weights_row
from claims._surfaces.pytest_plugin.options import RUN

DECIDED = (Outcome.PASSED, Outcome.FAILED)


class ModelItem(ClaimItem):
    """A claim on one such model: red if all of its family came out one way, and it the other."""

    def __init__(self, *, unit: Unit, known: published.Published | None, **rest: Any) -> None:
        super().__init__(known=known, **rest)
        self.unit = unit
        # One that couldn't be read is of no family.
        model = self.config.stash[RUN].source.foreign.get(unit.name)
        self.family: Outcome | None = known.unanimous(model.kin) if known and model else None

    def measure(self, run: Run) -> UnitResult:
        """Run every wanted check on the model."""
        return run.unit(self.claim, self.unit)

    def summary(self) -> dict[str, Any]:
        """What is true of the model, in words that travel between processes."""
        held = held_row(self.claim, self.unit, self.measured, self.family)
        return held | weights_row(self.measured)

    def properties(self) -> dict[str, Any]:
        """The same as of a unit of the catalogue."""
        return of_unit(self.measured)

    def runtest(self) -> None:
        """Compare with what all of the family came out as, where that is one thing."""
        result: UnitResult = self.measured
        if result.outcome in DECIDED and self.family not in (None, result.outcome):
            seen = f"observed {result.observed}" if result.observed else result.reason
            differs = f"that came out {self.family}, it {result.outcome}; {seen}"
            pytest.fail(f"{self.claim.id}, {self.name}: differs from its family: {differs}", False)
        if result.outcome not in DECIDED and not (self.claim.undecidable and result.ran):
            pytest.skip(result.reason or f"{result.outcome}: observed {result.observed}")
