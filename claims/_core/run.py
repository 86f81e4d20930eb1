"""One run of claims: from which source, on which evidence, and what was measured so far."""

from dataclasses import dataclass, field
from typing import Any

from claims._core.claim import Claim
from claims._core.control import Control
from claims._core.discovery import load_all
from claims._core.evaluate import (
    Levels,
    conclude,
    conclude_derived,
    require_both_ways,
    run_control,
    run_unit,
)
from claims._core.result import ClaimResult, ControlResult, UnitResult
from claims._core.unit import Unit


@dataclass
class Run:
    """Measures each claim on each unit and control at most once, in whatever order it is asked.

    Controls show that a check can come out both ways; they run on what was recorded, whatever
    source the units come from.
    """

    source: Any
    recorded: Any
    levels: Levels
    units: dict[tuple[str, str], UnitResult] = field(default_factory=dict)
    controls: dict[tuple[str, str], ControlResult] = field(default_factory=dict)

    def unit(self, claim: Claim, unit: Unit) -> UnitResult:
        """Measure a claim on a unit."""
        at = (claim.id, unit.name)
        if at not in self.units:
            self.units[at] = run_unit(claim, unit, self.source, self.levels)
        return self.units[at]

    def control(self, claim: Claim, control: Control) -> ControlResult:
        """Measure a control."""
        at = (claim.id, control.name)
        if at not in self.controls:
            self.controls[at] = run_control(claim, control, self.recorded, self.levels)
        return self.controls[at]

    def claim(self, claim: Claim) -> ClaimResult:
        """Measure all of a claim, and before it what it follows from."""
        if claim.follows:
            known = premises(claim)
            return conclude_derived(claim, {it: self.claim(known[it]) for it in claim.follows})
        units = [self.unit(claim, unit) for unit in claim.about]
        controls = [self.control(claim, control) for control in claim.controls]
        require_both_ways(claim, units, controls)
        return conclude(claim, units, controls)


def premises(claim: Claim) -> dict[str, Claim]:
    """The claims that a derived one may follow from: those in the same house."""
    return load_all(claim.path.parents[1]) if claim.follows else {}
