"""What others found of a claim, each result held against the one that is shown here."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from attrs import field, frozen

from claims._checkpoints.attestations.standing import Standing
from claims._core.published import PublishedUnit
from claims._core.words import Evidence, Outcome

Entry = Mapping[str, Any]


@frozen
class Attested:
    """A result on a unit; `differences` from the one `here`, and why it is `stale`, if it is."""

    unit: str
    outcome: Outcome
    here: Outcome | None = None
    levels: Mapping[Evidence, Outcome] = field(factory=dict)
    observed: dict[str, Any] = field(factory=dict)
    evidence: tuple[Evidence, ...] = ()
    reason: str = ""
    differences: tuple[str, ...] = ()
    stale: str = ""

    @property
    def ran(self) -> bool:
        """Whether it is a result, and one of what is here today."""
        return not self.stale and self.outcome is not Outcome.UNTESTED

    def ran_by(self, kinds: Collection[Evidence]) -> bool:
        """Whether some of these kinds of evidence came to an outcome, which fits today."""
        found = (self.levels.get(it, Outcome.UNTESTED) for it in kinds)
        return not self.stale and any(it is not Outcome.UNTESTED for it in found)

    @property
    def agrees(self) -> bool | None:
        """Whether it is the outcome that is shown here; None if only one of the two was run."""
        if not self.ran or self.here in (None, Outcome.UNTESTED):
            return None
        return not self.differences


@frozen
class Testimony:
    """An attestation with what it says of one claim."""

    standing: Standing
    results: tuple[Attested, ...]

    @property
    def counts(self) -> bool:
        """Whether it shows that the claim was run on what was published, as both are today."""
        return self.standing.attestation.counts and any(it.ran for it in self.results)


def testimonies(standings: Sequence[Standing], entry: Entry) -> list[Testimony]:
    """What each attestation says of a claim; those that don't speak of it are left out."""
    found = (Testimony(it, tuple(_results(it, entry))) for it in standings)
    return [it for it in found if it.standing.claim(entry["id"])]


def _results(standing: Standing, entry: Entry) -> Iterator[Attested]:
    claim = standing.claim(entry["id"])
    known = {it["unit"]: PublishedUnit.of(it) for it in entry["outcomes"]}
    for unit in claim.units if claim else ():
        stale = standing.stale(entry["id"], unit)
        if unit.unit not in known:
            stale = stale or "the claim is no longer about it"
        yield Attested(
            unit=unit.unit,
            outcome=unit.result.outcome,
            here=known[unit.unit].outcome if unit.unit in known else None,
            levels=unit.result.levels,
            observed=unit.observed,
            evidence=unit.evidence,
            reason=unit.reason or "",
            differences=() if stale else tuple(unit.differences(known[unit.unit])),
            stale=stale,
        )
    for name in known:
        read = standing.checkpoint(name)
        if read and read.untested:
            here = known[name].outcome
            yield Attested(name, Outcome.UNTESTED, here, reason=read.untested)


def attested_outcomes(
    standings: Sequence[Standing], entry: Entry, name: str, kind: Evidence
) -> list[Outcome]:
    """What a kind of evidence came to on a unit, wherever somebody's run of it counts."""
    return [
        it.levels[kind]
        for told in testimonies(standings, entry)
        if told.counts
        for it in told.results
        if it.unit == name and it.ran_by([kind])
    ]
