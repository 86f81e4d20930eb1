"""What others ran: on a claim's page by unit, on a checkpoint's page in a sentence each."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from claims._checkpoints.attestations.attestation import Attestation
from claims._checkpoints.attestations.standing import Standing
from claims._core.words import Evidence, Outcome
from claims._views import reading
from claims._views.attested import Attested, Entry, Testimony, testimonies
from claims._views.code import with_code
from claims._views.grid import grid, row
from claims._views.html import Html, join, tag
from claims._views.marks import WORDS, outcome_mark, stale_mark
from claims._views.observed import observed_values
from claims._views.place import Place
from claims._views.recorded import SHORT
from claims._views.units import folded

COMMAND = "claims verify --source hub --attest NAME"
WEIGHTS = "claims verify --source FOLDER --attest NAME --evidence weights"
HEADS = ("Unit", "Outcome there", "Observed there", "Beside the outcome here")


def run_elsewhere(place: Place, entry: Entry) -> Html:
    """Who ran a claim on what was published, and what came out; until then, it is untested.

    A result that doesn't fit any more is told as that, and what wasn't read from the hub itself
    never stands for a run on it. Real weights are told apart from all else.
    """
    told = testimonies(place.attestations, entry)
    facts = _untested(told, entry, frozenset(Evidence) - {Evidence.WEIGHTS})
    return join(facts, _untested(told, entry, {Evidence.WEIGHTS}), *map(_told, told))


def _untested(told: Sequence[Testimony], entry: Entry, kinds: Collection[Evidence]) -> Html | None:
    """On what nobody has run checks of these kinds, and what would; None if all was run."""
    units = entry["outcomes"]
    asked = [it["unit"] for it in units if any(_asks(each, kinds) for each in it["levels"])]
    counted = (it for each in told if each.counts for it in each.results)
    ran = {it.unit for it in counted if it.ran_by(kinds)}
    left = [it for it in asked if it not in ran]
    if not left:
        return None
    of_weights = Evidence.WEIGHTS in kinds
    on = f" on {', '.join(folded(left))}" if ran else ""
    mark = outcome_mark(Outcome.UNTESTED)
    would = join(on, ". ", tag("code", WEIGHTS if of_weights else COMMAND), " would tell.")
    where = "On the real weights: " if of_weights else "On the hub: "
    return tag("p", where, mark, would, class_="not-run")


def _asks(level: Mapping[str, Any], kinds: Collection[Evidence]) -> bool:
    """Whether something is to be run; what no weights of a checkpoint bear on needs no weights."""
    kind = Evidence(level["evidence"])
    bears = kind is not Evidence.WEIGHTS or level["outcome"] != Outcome.INAPPLICABLE
    return kind in kinds and bears


def _told(it: Testimony) -> Html:
    """One attestation, folded under the line that says who, where, when and how it compares."""
    attestation = it.standing.attestation
    run = tag("b", "Run ", it.standing.where)
    said = join(run, f" by {attestation.by} on {attestation.on}: {_in_short(it.results)}")
    rows = tag("tbody", *map(_row, it.results))
    table = grid(f"Run by {attestation.by}", HEADS, rows, kind="attested worded")
    note = tag("p", _with(attestation), class_="note")
    return tag("div", tag("details", tag("summary", said), note, table), class_="proof attestation")


def _in_short(results: Sequence[Attested]) -> str:
    """How many results agree, differ, don't fit any more or came to nothing."""
    counted = {
        "as here": sum(it.agrees is True for it in results),
        "otherwise": sum(it.agrees is False for it in results),
        "untested here": sum(it.ran and it.agrees is None for it in results),
        "not fitting": sum(bool(it.stale) for it in results),
        "untested": sum(it.outcome is Outcome.UNTESTED and not it.stale for it in results),
    }
    return ", ".join(f"{count} {words}" for words, count in counted.items() if count)


def _with(attestation: Attestation) -> str:
    """What it was run with."""
    it = attestation.environment
    libraries = (f"{name} {version}" for name, version in it.libraries.items())
    return ", ".join([f"Python {it.python}", it.platform, *libraries])


def _row(it: Attested) -> Html:
    words = WORDS.get(it.outcome, it.outcome)
    mark = stale_mark(f"was {words}") if it.stale else outcome_mark(it.outcome)
    untested = it.outcome is Outcome.UNTESTED
    said = with_code(it.reason) if untested else observed_values(it.observed)
    return row(it.unit, mark, said, _beside(it))


def _beside(it: Attested) -> str:
    if it.stale:
        return f"doesn’t fit: {it.stale}"
    if it.agrees is None:
        return "untested here" if it.ran else "–"
    return "the same" if it.agrees else "; ".join(it.differences)


def read_elsewhere(standings: Sequence[Standing], name: str) -> Html:
    """Who read a checkpoint on the hub, and whether it was as recorded."""
    told = [it for it in standings if it.checkpoint(name)]
    fine = any(it.attestation.of_the_hub and _fits(it, name) for it in told)
    lines = [] if fine else [_would_read(name)]
    lines += [_read(it, name) for it in told]
    return tag("ul", *(tag("li", it) for it in lines), class_="listed")


def _would_read(name: str) -> Html:
    """That nobody has read it, what would, and what that takes."""
    took = reading.read().get(name)
    cost = f" It takes {reading.words(took)}." if took else ""
    would = tag("code", f"{COMMAND} {name}")
    return join(outcome_mark(Outcome.UNTESTED), ". ", would, " would read it.", cost)


def _fits(standing: Standing, name: str) -> bool:
    read = standing.checkpoint(name)
    return bool(read and not read.untested and name not in standing.misfits)


def _read(standing: Standing, name: str) -> Html:
    read, it = standing.checkpoint(name), standing.attestation
    who = f"{standing.where} by {it.by} on {it.on}"
    if read is None or read.untested:
        return join(f"Not read {who}: {read.untested if read else 'nothing is told of it'}.")
    if why := standing.misfits.get(name):
        return join(f"Read {who}, ", stale_mark("doesn’t fit"), f": {why}.")
    more = f"; {read.weights_bytes:,} bytes of weights" if read.weights_bytes else ""
    if read.revision is None:
        many = len(read.weights)
        files = "1 weights file" if many == 1 else f"{many} weights files"
        return join(f"Read {who}, no drift, {files}{more}.")
    return join(f"Read {who}, no drift, at ", tag("code", read.revision[:SHORT]), f"{more}.")


def exported(standings: Sequence[Standing], entry: Entry) -> list[dict[str, Any]]:
    """What others found of a claim, ready for JSON."""
    return [
        {
            "by": it.standing.attestation.by,
            "on": it.standing.attestation.on.isoformat(),
            "source": it.standing.attestation.source,
            "endpoint": it.standing.attestation.endpoint,
            "counts": it.counts,
            "outcomes": [_outcome(result) for result in it.results],
        }
        for it in testimonies(standings, entry)
    ]


def _outcome(it: Attested) -> dict[str, Any]:
    return {
        "unit": it.unit,
        "outcome": it.outcome,
        "observed": it.observed,
        "evidence": list(it.evidence),
        "reason": it.reason,
        "agrees": it.agrees,
        "differences": list(it.differences),
        "stale": it.stale,
    }
