"""One run of claims: from which source, on which evidence, and what was measured so far."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from claims._core.claim import Claim
from claims._core.control import Control
from claims._core.discovery import load
from claims._core.errors import ClaimError
from claims._core.evaluate import (
    EVERYTHING,
    Levels,
    conclude,
    conclude_derived,
    require_both_ways,
    require_declared_both_ways,
    run_control,
    run_unit,
)
from claims._core.published import Published
from claims._core.result import ClaimResult, ControlResult, UnitResult
from claims._core.unit import Unit
from claims._core.words import Evidence


@dataclass
class Run:
    """Measures each claim on each unit and control at most once, in whatever order it is asked.

    Controls show that a check can come out both ways; they run on what was recorded, whatever
    source the units come from.
    """

    source: Any
    recorded: Any
    levels: Levels
    # Whether the source may lack what the records have: no claim is refused for what it lacks.
    elsewhere: bool = False
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
        if not self.elsewhere:
            require_both_ways(claim, units, controls)
        return conclude(claim, units, controls, lacking=self.elsewhere)

    def units_of(self, claim: Claim) -> list[Unit]:
        """The units that this run measures a claim on."""
        kinds = {check.evidence for check in claim.checks}
        units: list[Unit] = self.source.units(claim.about) if kinds & self.levels else []
        return units

    def bring(self, claims: Iterable[Claim]) -> None:
        """Read now what these claims will be measured on, where that takes long."""
        units = (unit for it in claims for unit in self.units_of(it))
        self.source.bring({name for unit in units for name in unit.behind})

    def controls_of(self, claim: Claim) -> list[Control]:
        """The controls of which all checks run: half of them couldn't tell what must come out.

        A claim that is about nothing of this run needs no proof here that it can fail.
        """
        if not self.source.units(claim.about):
            return []
        kinds = {check.evidence for check in claim.checks}
        return [it for it in claim.controls if it.change.reaches & kinds <= self.levels]

    def measure(self, claim: Claim, known: Published | None) -> None:
        """Measure all that this run tests of a claim; raise ClaimError if it goes only one way.

        A published claim is held to what was published and declared: if the reference breaks,
        each unit shall say so, and not the claim be blamed.
        """
        if known:
            require_declared_both_ways(claim, known)
        if claim.follows:
            if evidence_of(claim) <= self.levels:
                self.claim(claim)
            return
        # That a check breaks on a model from elsewhere is no reason to refuse the claim.
        wanted = [unit for unit in self.units_of(claim) if unit in claim.about]
        units = [self.unit(claim, unit) for unit in wanted]
        controls = [self.control(claim, control) for control in self.controls_of(claim)]
        if known is None and self.source.complete and self.levels == EVERYTHING:
            require_both_ways(claim, units, controls)


def evidence_of(claim: Claim) -> set[Evidence]:
    """The kinds that a claim's checks give, and those of the claims that it follows from."""
    known = premises(claim)
    kinds = {check.evidence for check in claim.checks}
    return kinds.union(*(evidence_of(known[it]) for it in claim.follows))


def premises(claim: Claim) -> dict[str, Claim]:
    """The claims that a derived one follows from, and those that these do, in the same house."""
    found: dict[str, Claim] = {}
    for other in claim.follows:
        path = claim.path.parents[1] / f"{other}.py"
        if not path.is_file():
            raise ClaimError(claim.path, claim.line, f"follows from unknown claim {other!r}")
        found[other] = load(path)
        found |= premises(found[other])
    return found
