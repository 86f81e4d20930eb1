"""Running a claim: each check on each unit and control, then the verdict and its finding."""

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from claims._core.claim import Check, Claim
from claims._core.control import Change, Control
from claims._core.discovery import line_in
from claims._core.errors import ClaimError, Refused
from claims._core.finding import fill
from claims._core.observed import CantTell, Inapplicable, NoOutcome, Observed, Shown, Untested
from claims._core.published import Published
from claims._core.result import ClaimResult, ControlResult, Lean, Level, UnitResult
from claims._core.touched import recording
from claims._core.unit import Unit
from claims._core.verdict import combine, coverage, decide
from claims._core.words import CHECKABLE, Evidence, Outcome, Verdict

Levels = frozenset[Evidence]
EVERYTHING: Levels = frozenset(CHECKABLE)
NOTHING_CHANGED = Change()
OUTCOME_OF: dict[type[NoOutcome], Outcome] = {
    CantTell: Outcome.CANT_TELL,
    Inapplicable: Outcome.INAPPLICABLE,
    Untested: Outcome.UNTESTED,
}


def run_unit(claim: Claim, unit: Unit, source: Any, levels: Levels = EVERYTHING) -> UnitResult:
    """Run every check of the wanted kinds on one unit; raise ClaimError if a check crashes."""
    checks = [check for check in claim.checks if check.evidence in levels]
    ran = (_run(claim, check, unit, source, NOTHING_CHANGED) for check in checks)
    return UnitResult(unit, tuple(ran))


def run_control(
    claim: Claim, control: Control, source: Any, levels: Levels = EVERYTHING
) -> ControlResult:
    """Run the checks that can see a control's change; raise ClaimError if one crashes."""
    reached = control.change.reaches & levels
    checks = [check for check in claim.checks if check.evidence in reached]
    ran = [_run(claim, check, control.on, source, control.change) for check in checks]
    observed = {key: value for level in ran for key, value in level.observed.items()}
    reason = "; ".join(level.why for level in ran if level.reason)
    touched = frozenset().union(*(level.touched for level in ran))
    outcome = combine(level.outcome for level in ran)
    return ControlResult(control, outcome, observed, reason, touched)


def conclude(
    claim: Claim,
    units: Sequence[UnitResult],
    controls: Sequence[ControlResult],
    *,
    lacking: bool = False,
) -> ClaimResult:
    """Compute verdict, coverage and finding from what was run.

    Where units may be `lacking`, a finding whose numbers nothing observed is empty.
    """
    outcomes = [(result.unit, result.outcome) for result in units]
    verdict = Verdict.UNDECIDABLE if claim.undecidable else decide(outcomes)
    observed = {result.unit.name: result.observed for result in units if result.ran}
    try:
        finding = fill(claim.finding, observed) if observed or claim.undecidable else ""
    except (KeyError, ValueError, TypeError) as error:
        if not lacking:
            raise ClaimError(claim.path, claim.line, f"finding: {error}") from None
        finding = ""
    return ClaimResult(
        claim.id, verdict, coverage(outcomes), finding, tuple(units), tuple(controls)
    )


def conclude_derived(claim: Claim, results: dict[str, ClaimResult]) -> ClaimResult:
    """Pass exactly if everything that the claim follows from is confirmed."""
    premises = [results[other] for other in claim.follows]
    outcome = combine(_as_premise(premise) for premise in premises)
    dated = max(unit.unit.dated for premise in premises for unit in premise.units)
    observed = {premise.id: str(premise.verdict) for premise in premises}
    kinds = {kind for premise in premises for kind in premise.evidence}
    strongest = max(kinds, key=lambda kind: kind.strength, default=Evidence.CONFIG)
    leans = tuple(
        Lean(premise.id, kind, "what this follows from")
        for premise in premises
        for kind in premise.evidence
    )
    touched = frozenset().union(*(premise.touched for premise in premises))
    level = Level(strongest, outcome, observed, leans=leans, touched=touched)
    unit = UnitResult(Unit(" and ".join(claim.follows), dated), (level,))
    return conclude(claim, [unit], [])


def _as_premise(result: ClaimResult) -> Outcome:
    if result.verdict is Verdict.CONFIRMED:
        return Outcome.PASSED if result.coverage.complete else Outcome.CANT_TELL
    if result.verdict in (Verdict.UNDECIDABLE, Verdict.UNCHECKED):
        return Outcome.CANT_TELL
    return Outcome.FAILED


def require_both_ways(
    claim: Claim, units: Sequence[UnitResult], controls: Sequence[ControlResult]
) -> None:
    """Refuse a claim of which every unit and every control came out the same."""
    _require_both(claim, {it.outcome for it in units} | {it.outcome for it in controls})


def _require_both(claim: Claim, seen: set[Outcome]) -> None:
    if claim.undecidable or claim.follows:
        return
    decided = seen & {Outcome.PASSED, Outcome.FAILED}
    if len(decided) == 1:
        never = ({Outcome.PASSED, Outcome.FAILED} - decided).pop()
        only = f"every unit and control came out {decided.pop()}, none {never}"
        raise ClaimError(claim.path, claim.line, f"never seen to come out both ways: {only}")


def require_declared_both_ways(claim: Claim, published: Published) -> None:
    """Refuse a claim if nothing published of it, and no control, would come out the other way."""
    declared = {unit.outcome for unit in published.units.values()}
    declared |= {control.expect for control in claim.controls}
    _require_both(claim, declared)


def _run(claim: Claim, check: Check, unit: Unit, source: Any, change: Change) -> Level:
    """Run one check on one subject, and note which files that touched."""
    with recording() as touched:
        level = _checked(claim, check, unit, source, change)
    return replace(level, touched=frozenset(touched))


def _checked(claim: Claim, check: Check, unit: Unit, source: Any, change: Change) -> Level:
    """Run one check on one subject. A crash is an error of the claim, never an outcome."""
    subject, cost = None, None
    try:
        subject = check.subject_on(unit, source, change)
        observation = check.function(subject)
        outcome, values = _read(claim, observation)
        values = plain(values)
        reason = ""
    except NoOutcome as none:
        outcome = next(it for kind, it in OUTCOME_OF.items() if isinstance(none, kind))
        values, reason = plain(none.values), none.reason
        cost = getattr(none, "cost_bytes", None)
    except (Refused, KeyboardInterrupt):
        raise
    except BaseException as error:  # one that would end the process would end it without a word
        line = line_in(error, claim.path)
        what = f"{check.function.__name__} raised {type(error).__name__} on {unit.name}: {error}"
        raise ClaimError(claim.path, line, what.removesuffix(": ")) from error
    leans = tuple(subject.leans()) if subject is not None else ()
    bytes_read = getattr(subject, "bytes_read", 0)
    return Level(check.evidence, outcome, values, reason, cost, leans, bytes_read)


def _read(claim: Claim, observation: Any) -> tuple[Outcome, dict[str, Any]]:
    """Turn what a check returned into an outcome; a demonstration's never decides."""
    if isinstance(observation, Shown) and claim.undecidable:
        return Outcome.CANT_TELL, observation.values
    if isinstance(observation, Observed) and not claim.undecidable:
        return (Outcome.PASSED if observation.holds else Outcome.FAILED), observation.values
    wanted = "Shown(…)" if claim.undecidable else "Observed(holds, …)"
    raise TypeError(f"a check here returns {wanted}, got {observation!r}")


def plain(value: Any) -> Any:
    """Bring observed values into what JSON can hold; infinities and NaN become words."""
    if isinstance(value, dict):
        return {str(key): plain(it) for key, it in value.items()}
    if isinstance(value, list | tuple):
        return [plain(it) for it in value]
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    if value is None or isinstance(value, bool | int | float | str):
        return value
    raise TypeError(f"an observed value is plain (numbers, words, lists), got {value!r}")
