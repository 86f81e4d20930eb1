"""The verdicts as published: one committed file, so that a changed verdict is a changed line."""

from collections.abc import Collection, Container, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import tomli

from claims._core.discovery import PACKAGE
from claims._core.errors import Refused
from claims._core.verdict import combine
from claims._core.words import Evidence, Outcome

FILE = PACKAGE / "published.toml"


@dataclass(frozen=True)
class PublishedUnit:
    """The outcome on one unit, and of each kind of evidence that it is joined from."""

    outcome: Outcome
    levels: Mapping[Evidence, Outcome]

    @classmethod
    def parse(cls, text: str) -> "PublishedUnit":
        """Read `failed: tensors failed, behaviour failed`."""
        outcome, _, rest = text.partition(": ")
        pairs = (it.split(" ") for it in rest.split(", ") if it)
        return cls(Outcome(outcome), {Evidence(kind): Outcome(word) for kind, word in pairs})

    @classmethod
    def of(cls, unit: Mapping[str, Any]) -> "PublishedUnit":
        """Take what would be published from a measured unit, as `claims.json` has it."""
        outcomes: dict[Evidence, list[Outcome]] = {}
        for it in unit["levels"]:
            outcomes.setdefault(Evidence(it["evidence"]), []).append(Outcome(it["outcome"]))
        levels = {kind: combine(each) for kind, each in outcomes.items()}
        return cls(Outcome(unit["outcome"]), levels)

    def __str__(self) -> str:
        ran = ", ".join(f"{kind} {outcome}" for kind, outcome in self.levels.items())
        return f"{self.outcome}: {ran}" if ran else str(self.outcome)


@dataclass(frozen=True)
class Published:
    """What was published of one claim."""

    verdict: str
    finding: str
    units: Mapping[str, PublishedUnit] = field(default_factory=dict)

    @classmethod
    def parse(cls, entry: Mapping[str, Any]) -> "Published":
        """Read one claim's table of the file."""
        units = {name: PublishedUnit.parse(it) for name, it in entry.get("outcomes", {}).items()}
        return cls(entry["verdict"], entry["finding"], units)

    @classmethod
    def of(cls, entry: Mapping[str, Any]) -> "Published":
        """Take what would be published from a measured claim, as `claims.json` has it."""
        units = {unit["unit"]: PublishedUnit.of(unit) for unit in entry["outcomes"]}
        return cls(entry["verdict"], entry["finding"], units)

    def as_table(self) -> dict[str, Any]:
        """Write it as the file holds it."""
        outcomes = {name: str(unit) for name, unit in self.units.items()}
        return {"verdict": self.verdict, "finding": self.finding, "outcomes": outcomes}

    def unanimous(self, among: Collection[str]) -> Outcome | None:
        """What all of some units came out as that passed or failed; None if they differ."""
        outcomes = {it.outcome for name, it in self.units.items() if name in among}
        decided = outcomes & {Outcome.PASSED, Outcome.FAILED}
        return decided.pop() if len(decided) == 1 else None


def read(path: Path = FILE) -> dict[str, Published]:
    """Read the published verdicts by claim id; empty if nothing has been published yet."""
    return _parsed(path, path.read_text(encoding="utf-8")) if path.exists() else {}


@lru_cache(maxsize=2)
def _parsed(path: Path, text: str) -> dict[str, Published]:
    """A run of all claims asks for each of them, and a tenth of a second would go each time."""
    claim_id = "the file"
    try:
        entries: dict[str, dict[str, Any]] = tomli.loads(text)
        found = {}
        for claim_id, entry in entries.items():
            found[claim_id] = Published.parse(entry)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Refused(
            f"{path}: {claim_id}: expected what `claims accept` writes: {error}"
        ) from None
    return found


def unit_differences(measured: PublishedUnit, published: PublishedUnit) -> list[str]:
    """Say where a unit came out otherwise than published; a kind that was not run isn't compared.

    What was published as untested, such as real weights, may come to an outcome here as long as
    it agrees with the outcome of the unit, or turn out not to apply.
    """
    differences = []
    for kind, outcome in measured.levels.items():
        was = published.levels.get(kind)
        agrees = was is Outcome.UNTESTED and outcome in (published.outcome, Outcome.INAPPLICABLE)
        if outcome is not was and not agrees:
            before = was or "nothing published"
            if was is Outcome.UNTESTED and published.outcome is not was:
                before = f"{published.outcome}, as weaker evidence has it"
            differences.append(f"by {kind}: expected {before}, measured {outcome}")
    return differences


def differences(
    measured: Published, published: Published, levels: Container[Evidence] = frozenset(Evidence)
) -> list[str]:
    """Say where a claim differs from what was published: verdict, finding, units.

    `levels` are the kinds of evidence that were to be run.
    """
    found = []
    if measured.verdict != published.verdict:
        found.append(f"verdict: expected {published.verdict}, measured {measured.verdict}")
    if measured.finding != published.finding:
        found.append(f"finding: expected {published.finding!r}, measured {measured.finding!r}")
    gone = [name for name in published.units if name not in measured.units]
    found += [f"on {name}: published, but no longer one of the claim's units" for name in gone]
    for name, unit in measured.units.items():
        known = published.units.get(name)
        if known is None:
            found.append(f"on {name}: expected nothing published, measured {unit}")
        else:
            found += [f"on {name} {it}" for it in unit_differences(unit, known)]
            missing = [it for it in known.levels if it in levels and it not in unit.levels]
            found += [f"on {name} by {kind}: published, but no longer checked" for kind in missing]
    return found
