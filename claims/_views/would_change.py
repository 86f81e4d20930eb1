"""What would change a verdict: worked out by the rule that made it, from what came out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from claims._core.unit import Unit
from claims._core.verdict import combine, decide
from claims._core.words import Outcome, Verdict
from claims._views.html import Html, join, tag
from claims._views.marks import outcome_mark, plain_mark, verdict_mark
from claims._views.observed import observed_values
from claims._views.place import Entry, Place
from claims._views.tally import link
from claims._views.units import folded

DECIDED = (Outcome.PASSED, Outcome.FAILED)


@dataclass(frozen=True)
class Turn:
    """An outcome that units might have come to, one or all of them, and what that would make."""

    units: tuple[str, ...]
    every: bool
    outcome: Outcome
    verdict: Verdict


def turns(entry: Entry) -> list[Turn]:
    """Every way to another verdict by one unit, or by all that came out alike, from the rule."""
    now = [(_unit(it), Outcome(it["outcome"])) for it in entry["outcomes"]]
    found: dict[tuple[bool, Outcome, Verdict], list[str]] = {}
    for to in DECIDED:
        others = [unit for unit, it in now if it is not to and it is not Outcome.INAPPLICABLE]
        for unit in others:
            would = _decided(now, {unit}, to)
            if would != entry["verdict"]:
                found.setdefault((False, to, would), []).append(unit.name)
        would = _decided(now, set(others), to)
        if len(others) > 1 and would != entry["verdict"]:
            found[True, to, would] = [it.name for it in others]
    return [Turn(tuple(units), *how) for how, units in found.items()]


def _unit(outcome: Entry) -> Unit:
    return Unit(outcome["unit"], date.fromisoformat(outcome["dated"]))


def _decided(now: Sequence[tuple[Unit, Outcome]], turned: Iterable[Unit], to: Outcome) -> Verdict:
    """The verdict if the check had come to something else on some units."""
    return decide([(unit, to if unit in turned else it) for unit, it in now])


def would_change(place: Place, entry: Entry) -> Html:
    """Draw it: other outcomes, evidence that nobody has given yet, and what the other case is."""
    if entry["verdict"] == Verdict.UNDECIDABLE:
        return tag("p", "No outcome here would: nothing in a checkpoint decides this statement.")
    if entry["follows"]:
        return _premises(place, entry)
    lines = [*map(_turn, turns(entry)), *_missing(entry), *_seen(entry)]
    return tag("ul", *lines, class_="would-change")


def _turn(it: Turn) -> Html:
    """An outcome on one unit, or on all of some, with what it would make of the verdict."""
    names, many = ", ".join(folded(it.units)), len(it.units)
    which = f"all {many} ({names})" if it.every else f"any one of {many} ({names})"
    which = which if many > 1 else names
    makes = f" on {which} would make it "
    return tag("li", outcome_mark(it.outcome), makes, plain_mark(it.verdict))


def _premises(place: Place, entry: Entry) -> Html:
    """A derived claim changes with those that it follows from."""
    others = [place.entry(it) for it in entry["follows"]]
    lines = [tag("li", link(place, it), " ", verdict_mark(it)) for it in others]
    words = "It is confirmed exactly if all of these are, and refuted otherwise:"
    return join(tag("p", words), tag("ul", *lines, class_="would-change"))


def _missing(entry: Entry) -> list[Html]:
    """Whether evidence that nobody has given yet can change anything, and on which units."""
    left: dict[bool, list[str]] = {}
    for unit in entry["outcomes"]:
        came = [Outcome(it["outcome"]) for it in unit["levels"]]
        if Outcome.UNTESTED in came:
            # The rest stays as it is; what is missing might come out either way.
            can = {combine([*came, to]) for to in DECIDED} != {combine(came)}
            left.setdefault(can, []).append(unit["unit"])
    return [_untested(can, units) for can, units in left.items()]


def _untested(can: bool, units: Sequence[str]) -> Html:
    what = f" evidence on {', '.join(folded(units))} "
    if can:
        run = tag("a", "what would run it", href="#not-run-here")
        what += "can still change it, since a failed counts before whatever passed here: "
        return tag("li", outcome_mark(Outcome.UNTESTED), what, run, ".")
    what += "can’t: a failed stays one, whatever other evidence says."
    return tag("li", outcome_mark(Outcome.UNTESTED), what)


def _seen(entry: Entry) -> list[Html]:
    """Where the check was seen to come out as it did on no unit: the other case, measured."""
    came = {it["outcome"] for it in entry["outcomes"]}
    lines = [
        tag("li", tag("b", it["on"]), ": ", observed_values(it["observed"]))
        for it in entry["controls"]
        if it["outcome"] in DECIDED and it["outcome"] not in came
    ]
    if not lines:
        return []
    other = Outcome.PASSED if Outcome.FAILED in came else Outcome.FAILED
    says = " is what the same check came to on these controls:"
    return [tag("li", outcome_mark(other), says, tag("ul", *lines))]
