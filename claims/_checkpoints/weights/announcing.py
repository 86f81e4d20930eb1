"""What a run would read of the real weights, added up before it begins."""

from collections.abc import Iterable
from typing import Any

from attrs import frozen

from claims._core.claim import Check, Claim
from claims._core.control import Change
from claims._core.errors import Refused
from claims._core.observed import NoOutcome
from claims._core.run import Run
from claims._core.unit import Unit
from claims._core.words import Evidence


@frozen
class Announced:
    """Tensors that will be read, each as often as a check reads it, their bytes, and from where."""

    tensors: int = 0
    bytes: int = 0
    places: frozenset[str] = frozenset()

    def __add__(self, other: "Announced") -> "Announced":
        tensors, size = self.tensors + other.tensors, self.bytes + other.bytes
        return Announced(tensors, size, self.places | other.places)

    def __str__(self) -> str:
        many = "1 tensor" if self.tensors == 1 else f"{self.tensors:,} tensors"
        whence = f" from {', '.join(sorted(self.places))}" if self.places else ""
        return f"{many}, {self.bytes:,} bytes{whence}"


def announced(run: Run, claims: Iterable[Claim]) -> Announced:
    """Add up what the checks on weights will read, of all that is at hand."""
    if Evidence.WEIGHTS not in run.levels:
        return Announced()
    wanted: dict[Any, tuple[Check, Unit]] = {}
    for claim in claims:
        for unit in run.units_of(claim):
            for check in claim.checks:
                if check.evidence is Evidence.WEIGHTS:
                    once = getattr(check.subject, "once_a_checkpoint", False)
                    wanted[check.subject if once else check.function, unit.name] = check, unit
    return sum((_of(run, check, unit) for check, unit in wanted.values()), Announced())


def _of(run: Run, check: Check, unit: Unit) -> Announced:
    try:
        subject: Any = check.subject_on(unit, run.source, Change())
        costs = subject.planned if subject.stored else []
    except (NoOutcome, Refused):
        return Announced()  # the check itself says why
    places = {run.source.whence(unit.name)} if costs else set()
    return Announced(len(costs), sum(it.bytes or 0 for it in costs), frozenset(places))
