"""The verdict rule: from the outcomes of all units to one word and its coverage."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from claims._core.unit import Unit
from claims._core.words import Outcome, Verdict

Counted = tuple[Unit, Outcome]


def combine(outcomes: Iterable[Outcome]) -> Outcome:
    """Join what several kinds of evidence say of one unit: failed before cantTell before passed.

    A kind that says nothing about the unit is left out; `untested` is what remains if none ran.
    """
    seen = set(outcomes)
    for outcome in (Outcome.FAILED, Outcome.CANT_TELL, Outcome.PASSED, Outcome.UNTESTED):
        if outcome in seen:
            return outcome
    return Outcome.INAPPLICABLE if seen else Outcome.UNTESTED


def decide(outcomes: Sequence[Counted]) -> Verdict:
    """Apply the rule, in its fixed order, to the outcome of each unit."""
    counted = [(unit, it) for unit, it in outcomes if it in (Outcome.PASSED, Outcome.FAILED)]
    passed = [unit for unit, outcome in counted if outcome is Outcome.PASSED]
    failed = [unit for unit, outcome in counted if outcome is Outcome.FAILED]
    if not counted:
        return Verdict.UNCHECKED
    if not failed:
        return Verdict.CONFIRMED
    held_when_written = any(unit.known_to_source for unit in passed)
    wrong_when_written = any(unit.known_to_source for unit in failed)
    if held_when_written and not wrong_when_written:
        return Verdict.OUTDATED
    return Verdict.PARTLY if passed else Verdict.REFUTED


@dataclass(frozen=True)
class Coverage:
    """On how many of its units a statement was decided, and which are left open."""

    decided: int
    of: int
    cant_tell: tuple[str, ...] = ()
    untested: tuple[str, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether every unit that the statement applies to came to passed or failed."""
        return self.decided == self.of

    def __str__(self) -> str:
        return f"on {self.decided} of {self.of}"


def coverage(outcomes: Sequence[Counted]) -> Coverage:
    """Count what was decided among the units that the statement applies to."""
    applicable = [(unit, it) for unit, it in outcomes if it is not Outcome.INAPPLICABLE]

    def names(wanted: Outcome) -> tuple[str, ...]:
        return tuple(unit.name for unit, outcome in applicable if outcome is wanted)

    cant_tell, untested = names(Outcome.CANT_TELL), names(Outcome.UNTESTED)
    decided = len(applicable) - len(cant_tell) - len(untested)
    return Coverage(decided, len(applicable), cant_tell, untested)
