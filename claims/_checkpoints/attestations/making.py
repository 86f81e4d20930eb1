"""Making an attestation out of what was read from the hub and what the claims came to on it."""

import platform
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from attrs import define, field, frozen

from claims._checkpoints.attestations.attestation import (
    HUB,
    Attestation,
    CheckpointRead,
    ClaimRun,
    Environment,
    FileRead,
    UnitRun,
)
from claims._checkpoints.attestations.checking import COMMIT
from claims._checkpoints.attestations.fitting import code_of, files_of, substance
from claims._checkpoints.catalogue import Checkpoint
from claims._checkpoints.drift import Drift
from claims._checkpoints.hub.repository import Mirrored
from claims._checkpoints.record import Record
from claims._checkpoints.source import Recorded
from claims._core.claim import Claim
from claims._core.errors import ClaimError, Refused
from claims._core.key import libraries
from claims._core.published import PublishedUnit
from claims._core.run import Run
from claims._core.unit import Unit
from claims._core.visible import visible
from claims._core.words import CHECKABLE, Evidence, Outcome

# What begins at the root of a file system, up to its last folder; an address is none.
ABSOLUTE = re.compile(r"(?<![\w:/.…])/(?:[^\s/'\"]+/)+")


@frozen
class Wording:
    """Brings what was said on a machine into words for any reader: one line, and no path of it."""

    folder: Path

    def __call__(self, said: object) -> str:
        text = str(said.message if isinstance(said, ClaimError) else said)
        # A repository's folder keeps the name that it has on the hub.
        text = ABSOLUTE.sub("", text.replace(f"{self.folder}/", ""))
        return visible(text).replace("\n", " ").replace("\t", " ")

    def all(self, value: Any) -> Any:
        """The same for each text of a value; TOML has no word for what isn't there."""
        if isinstance(value, dict):
            return {self(name): self.all(it) for name, it in value.items() if it is not None}
        if isinstance(value, list):
            return ["none" if it is None else self.all(it) for it in value]
        return self(value) if isinstance(value, str) else value


def environment() -> Environment:
    """Versions alone: neither the machine's name nor its paths."""
    versions = {"huggingface_hub": version("huggingface_hub"), **libraries()}
    return Environment(
        platform.python_version(), f"{platform.system()} {platform.machine()}", versions
    )


def endpoint() -> str:
    """Where the hub library was told that the hub is, without what may be secret in an address."""
    from huggingface_hub import constants

    if constants.ENDPOINT.rstrip("/") == HUB:
        return HUB
    parts = urlsplit(constants.ENDPOINT)
    hidden = "/…" if parts.path.strip("/") or parts.query or "@" in parts.netloc else ""
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{hidden}"


@define
class Making:
    """An attestation in the making: who makes it, each checkpoint that is read, or isn't.

    `refusals` say where what was read contradicts itself, so that nothing is measured on it.
    """

    by: str
    on: date
    wording: Wording
    checkpoints: list[CheckpointRead] = field(factory=list)
    refusals: list[str] = field(factory=list)

    def read(
        self, it: Checkpoint, mirrored: Mirrored, there: Record, drift: tuple[Drift, ...]
    ) -> None:
        """Note a checkpoint that was read; raises Refused where no commit was named."""
        if not COMMIT.fullmatch(mirrored.commit or ""):
            expected = "expected the server to name the commit that was read"
            raise Refused(f"{it.hub}: {expected}, got {mirrored.commit!r}")
        worded = (map(self.wording, (each.what, each.recorded, each.there)) for each in drift)
        self.checkpoints.append(
            CheckpointRead(
                id=it.id,
                repo=it.hub,
                revision=mirrored.commit,
                record=substance(Recorded().record(it.id)),
                requests=mirrored.requests,
                bytes_read=mirrored.bytes_read,
                files=tuple(
                    FileRead(self.wording(file.name), file.sha256)
                    for file in files_of(there, it.hub)
                ),
                drift=tuple(Drift(*words) for words in worded),
            )
        )

    def unread(self, it: Checkpoint, problem: Exception) -> None:
        """Note a checkpoint that couldn't be read, and why."""
        self.checkpoints.append(CheckpointRead(it.id, it.hub, untested=self.wording(problem)))

    @property
    def there(self) -> set[str]:
        """The checkpoints that were read."""
        return {it.id for it in self.checkpoints if not it.untested}

    def attestation(self, run: Run, claims: Mapping[str, Claim]) -> Attestation:
        """Run every claim on the units of which all checkpoints were read, and tell all of it."""
        return Attestation(
            by=self.by,
            on=self.on,
            source="hub",
            endpoint=endpoint(),
            environment=environment(),
            checkpoints=tuple(self.checkpoints),
            claims=tuple(self._runs(run, claims)),
        )

    def _runs(self, run: Run, claims: Mapping[str, Claim]) -> Iterator[ClaimRun]:
        for claim in claims.values():
            whole = [it for it in claim.about if self.there.issuperset(it.behind)]
            code = code_of(claim.id)
            if whole and claim.checks and code:
                units = tuple(self._unit(run, claim, unit) for unit in whole)
                yield ClaimRun(claim.id, code, units)

    def _unit(self, run: Run, claim: Claim, unit: Unit) -> UnitRun:
        behind = unit.behind
        others = () if behind == (unit.name,) else behind
        try:
            result = run.unit(claim, unit)
        except Refused as refusal:
            reason = self.wording(refusal)
            self.refusals.append(f"{claim.id}: on {unit.name}: untested: {reason}")
            return UnitRun(unit.name, _nothing(claim), reason=reason, checkpoints=others)
        return UnitRun(
            unit=unit.name,
            outcome=str(PublishedUnit.of(result.as_json())),
            evidence=tuple(result.evidence),
            observed=self.wording.all(result.observed),
            reason=self.wording(result.reason) or None,
            checkpoints=others,
        )


def _nothing(claim: Claim) -> str:
    """The outcome of checks that came to none."""
    kinds: Iterable[Evidence] = (check.evidence for check in claim.checks)
    ordered = sorted(kinds, key=CHECKABLE.index)
    return str(PublishedUnit(Outcome.UNTESTED, dict.fromkeys(ordered, Outcome.UNTESTED)))
