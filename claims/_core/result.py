"""Results: what each kind of evidence said of a unit, each control, and the claim as a whole."""

from dataclasses import dataclass, field
from typing import Any

from claims._core.control import Control
from claims._core.unit import Unit
from claims._core.verdict import Coverage, combine
from claims._core.words import Evidence, Outcome, Verdict, weakest_first


@dataclass(frozen=True)
class Lean:
    """A recorded fact that a check read, and what that fact itself rests on.

    `sibling` says which related model's file it was read from, where that isn't the checkpoint's.
    """

    fact: str
    evidence: Evidence
    origin: str
    sibling: str = ""


@dataclass(frozen=True)
class Level:
    """What one kind of evidence said of one unit, or why it said nothing.

    `cost_bytes` is what it would take to read what wasn't, `bytes_read` what was read of weights,
    `touched` the files of the package that were used and that no import names.
    """

    evidence: Evidence
    outcome: Outcome
    observed: dict[str, Any] = field(default_factory=dict)
    reason: str = ""
    cost_bytes: int | None = None
    leans: tuple[Lean, ...] = ()
    bytes_read: int = 0
    touched: frozenset[str] = frozenset()

    @property
    def why(self) -> str:
        """The reason why it came to nothing, with what it would cost to mend that."""
        cost = "" if self.cost_bytes is None else f" ({self.cost_bytes:,} bytes)"
        return f"{self.reason}{cost}"


@dataclass(frozen=True)
class UnitResult:
    """All that was found out about one unit."""

    unit: Unit
    levels: tuple[Level, ...]

    @property
    def outcome(self) -> Outcome:
        """The levels joined: failed before cantTell before passed."""
        return combine(level.outcome for level in self.levels)

    @property
    def ran(self) -> tuple[Level, ...]:
        """The levels that say something about the unit."""
        silent = (Outcome.UNTESTED, Outcome.INAPPLICABLE)
        return tuple(level for level in self.levels if level.outcome not in silent)

    @property
    def observed(self) -> dict[str, Any]:
        """The values of all levels; where two give the same name, the stronger evidence has it."""
        merged: dict[str, Any] = {}
        for level in sorted(self.ran, key=lambda it: it.evidence.strength):
            merged.update(level.observed)
        return merged

    @property
    def evidence(self) -> list[Evidence]:
        """All that the outcome rests on, the weakest link first."""
        kinds = {level.evidence for level in self.ran}
        return weakest_first(kinds | {lean.evidence for it in self.ran for lean in it.leans})

    @property
    def reason(self) -> str:
        """Why levels came to nothing, in one line; empty if all of them did."""
        return "; ".join(dict.fromkeys(level.why for level in self.levels if level.reason))

    def as_json(self) -> dict[str, Any]:
        """The unit as `claims.json` shows it."""
        return {
            "unit": self.unit.name,
            "dated": self.unit.dated.isoformat(),
            "outcome": self.outcome,
            "observed": self.observed,
            "evidence": self.evidence,
            "levels": [_level_json(level) for level in self.levels],
        }


def _level_json(level: Level) -> dict[str, Any]:
    leans = [
        {"fact": it.fact, "evidence": it.evidence, "from": it.origin, "sibling": it.sibling}
        for it in level.leans
    ]
    return {
        "evidence": level.evidence,
        "outcome": level.outcome,
        "observed": level.observed,
        "reason": level.why,
        "cost_bytes": level.cost_bytes,
        "bytes_read": level.bytes_read,
        "rests_on": leans,
    }


@dataclass(frozen=True)
class ControlResult:
    """What a control came out as, beside what it had to."""

    control: Control
    outcome: Outcome
    observed: dict[str, Any]
    reason: str = ""
    touched: frozenset[str] = frozenset()

    @property
    def as_declared(self) -> bool:
        """Whether the check noticed what the control changes."""
        return self.outcome is self.control.expect

    def as_json(self) -> dict[str, Any]:
        """The control as `claims.json` shows it."""
        return {
            "on": self.control.name,
            "kind": type(self.control.change).__name__,
            "expect": self.control.expect,
            "outcome": self.outcome,
            "observed": self.observed,
            "reason": self.reason,
        }


@dataclass(frozen=True)
class ClaimResult:
    """A claim's verdict with everything that it was computed from."""

    id: str
    verdict: Verdict
    coverage: Coverage
    finding: str
    units: tuple[UnitResult, ...]
    controls: tuple[ControlResult, ...]

    @property
    def touched(self) -> frozenset[str]:
        """The files of the package that were used and that no import names."""
        levels = (level.touched for unit in self.units for level in unit.levels)
        return frozenset().union(*levels, *(control.touched for control in self.controls))

    @property
    def evidence(self) -> list[Evidence]:
        """All that the verdict rests on, the weakest link first."""
        return weakest_first({kind for unit in self.units for kind in unit.evidence})
