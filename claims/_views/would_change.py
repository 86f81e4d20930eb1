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
from claims._views.parts import command
from claims._views.place import Entry, Place
from claims._views.tally import link
from claims._views.units import folded

DECIDED = (Outcome.PASSED, Outcome.FAILED)
# What is added to the command so that the real weights are read as well.
WEIGHTS = " --evidence weights --source FOLDER"


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
    lines = [*map(_turn, turns(entry)), *_weights(entry), *_seen(entry)]
    return tag("ul", *lines, class_="would-change")


def _turn(it: Turn) -> Html:
    named = folded(it.units)
    which = ", ".join(named)
    if it.every:
        which = f"all of {which}" if len(it.units) > 1 else which
    elif len(it.units) > 1:
        which = f"any one of {which}"
    return tag("li", outcome_mark(it.outcome), f" on {which}: ", plain_mark(it.verdict))


def _premises(place: Place, entry: Entry) -> Html:
    """A derived claim changes with those that it follows from."""
    others = [place.entry(it) for it in entry["follows"]]
    lines = [tag("li", link(place, it), " ", verdict_mark(it)) for it in others]
    words = "It is confirmed exactly if all of these are, and refuted otherwise:"
    return join(tag("p", words), tag("ul", *lines, class_="would-change"))


def _weights(entry: Entry) -> list[Html]:
    """What would be decided by evidence that nobody has given yet, and what gives it."""
    left: dict[tuple[str, bool], list[str]] = {}
    for unit in entry["outcomes"]:
        ran = [Outcome(it["outcome"]) for it in unit["levels"]]
        for level in unit["levels"]:
            if level["outcome"] == Outcome.UNTESTED:
                # The rest stays; this one might come out either way.
                can = {combine([*ran, to]) for to in DECIDED} != {combine(ran)}
                left.setdefault((level["evidence"], can), []).append(unit["unit"])
    return [_untested(entry, *how, units) for how, units in left.items()]


def _untested(entry: Entry, evidence: str, can: bool, units: Sequence[str]) -> Html:
    if can:
        says = "a failed there counts before whatever passed. "
    else:
        says = "it can’t, since a failed stays one whatever other evidence says. "
    run = tag("code", f"{_command(entry)}{WEIGHTS}") if evidence == "weights" else command(entry)
    on = f" by {evidence} on {', '.join(folded(units))}: "
    return tag("li", outcome_mark(Outcome.UNTESTED), on, says, "To run it: ", run)


def _command(entry: Entry) -> str:
    return f"pytest claims/{entry['id']}.py"


def _seen(entry: Entry) -> list[Html]:
    """Where the check was seen to come out as it did on no unit."""
    came = {it["outcome"] for it in entry["outcomes"]}
    other = [it for it in entry["controls"] if it["outcome"] in DECIDED]
    return [
        tag("li", "What that looks like: ", tag("b", it["on"]), " ", *_outcome(it))
        for it in other
        if it["outcome"] not in came
    ]


def _outcome(control: Entry) -> list[Html]:
    seen = observed_values(control["observed"])
    return [outcome_mark(control["outcome"]), Html(" "), tag("small", seen)]
