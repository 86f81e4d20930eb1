"""Making an attestation out of what was read and what the claims came to on it."""

import platform
import re
from collections.abc import Iterator, Mapping
from datetime import date
from importlib.metadata import version
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal
from urllib.parse import urlsplit

from attrs import define, evolve, field, frozen

from claims._checkpoints.attestations.attestation import (
    HUB,
    Attestation,
    CheckpointRead,
    ClaimRun,
    Environment,
    FileRead,
    UnitRun,
    WholeFile,
)
from claims._checkpoints.attestations.checking import COMMIT
from claims._checkpoints.attestations.fitting import code_of, substance, told
from claims._checkpoints.catalogue import Checkpoint
from claims._checkpoints.drift import Drift
from claims._checkpoints.hub.repository import Mirrored
from claims._checkpoints.published_file import PublishedFile
from claims._checkpoints.record import Record
from claims._checkpoints.source import Recorded
from claims._core.claim import Claim
from claims._core.errors import ClaimError, Refused
from claims._core.evaluate import Levels
from claims._core.key import libraries
from claims._core.published import PublishedUnit
from claims._core.run import Run
from claims._core.unit import Unit
from claims._core.visible import visible
from claims._core.words import CHECKABLE, Outcome

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

    What is read is the hub, or a folder, of which only what its weights show is told. `refusals`
    say where what was read contradicts itself, so that nothing is measured on it.
    """

    by: str
    on: date
    wording: Wording
    source: Literal["hub", "folder"] = "hub"
    checkpoints: list[CheckpointRead] = field(factory=list)
    refusals: list[str] = field(factory=list)

    def read(
        self, it: Checkpoint, mirrored: Mirrored, there: Record, drift: tuple[Drift, ...]
    ) -> None:
        """Note a checkpoint that was read on the hub; raises Refused where no commit was named."""
        if not COMMIT.fullmatch(mirrored.commit or ""):
            expected = "expected the server to name the commit that was read"
            raise Refused(f"{it.hub}: {expected}, got {mirrored.commit!r}")
        own = [file for file in there.files if file.repo == it.hub]
        read = self._read(it, own, drift)
        self.checkpoints.append(
            evolve(
                read,
                revision=mirrored.commit,
                requests=mirrored.requests,
                bytes_read=mirrored.bytes_read,
            )
        )

    def read_here(self, it: Checkpoint, there: Record, drift: tuple[Drift, ...]) -> None:
        """Note a checkpoint that was read in a folder, perhaps one that holds that model alone."""
        # The record knows some hubs' copies as siblings of what the authors published elsewhere.
        others = {source.folder for source in it.sources} - {it.hub}
        own = [file for file in there.files if file.repo not in others]
        self.checkpoints.append(self._read(it, own, drift))

    def _read(
        self, it: Checkpoint, own: list[PublishedFile], drift: tuple[Drift, ...]
    ) -> CheckpointRead:
        worded = (map(self.wording, (each.what, each.recorded, each.there)) for each in drift)
        return CheckpointRead(
            id=it.id,
            repo=it.hub,
            record=substance(Recorded().record(it.id)),
            files=tuple(FileRead(self.wording(file.name), file.sha256) for file in told(own)),
            drift=tuple(Drift(*words) for words in worded),
        )

    def unread(self, it: Checkpoint, problem: Exception) -> None:
        """Note a checkpoint that couldn't be read, and why."""
        self.checkpoints.append(CheckpointRead(it.id, it.hub, untested=self.wording(problem)))

    @property
    def there(self) -> set[str]:
        """The checkpoints that were read."""
        return {it.id for it in self.checkpoints if not it.untested}

    def attestation(
        self,
        run: Run,
        claims: Mapping[str, Claim],
        weights: Mapping[str, tuple[WholeFile, ...]] = MappingProxyType({}),
        tokenizers: Mapping[str, tuple[FileRead, ...]] = MappingProxyType({}),
    ) -> Attestation:
        """Run every claim on the units of which all checkpoints were read, and tell all of it.

        Of what lay on this machine, `weights` are the files, and `tokenizers` what read the text.
        """
        runs = tuple(self._runs(run, claims))
        read = _weights_read(run)
        return Attestation(
            by=self.by,
            on=self.on,
            source=self.source,
            endpoint=endpoint() if self.source == "hub" else None,
            environment=environment(),
            checkpoints=tuple(
                evolve(
                    it,
                    files=(*it.files, *tokenizers.get(it.id, ())),
                    weights_bytes=read.get(it.id),
                    weights=weights.get(it.id, ()),
                )
                for it in self.checkpoints
            ),
            claims=runs,
        )

    def _runs(self, run: Run, claims: Mapping[str, Claim]) -> Iterator[ClaimRun]:
        for claim in claims.values():
            whole = [it for it in claim.about if self.there.issuperset(it.behind)]
            code = code_of(claim.id)
            if whole and code and any(it.evidence in run.levels for it in claim.checks):
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
            nothing = _nothing(claim, run.levels)
            return UnitRun(unit.name, nothing, reason=reason, checkpoints=others)
        return UnitRun(
            unit=unit.name,
            outcome=str(PublishedUnit.of(result.as_json())),
            evidence=tuple(result.evidence),
            observed=self.wording.all(result.observed),
            reason=self.wording(result.reason) or None,
            checkpoints=others,
        )


def _weights_read(run: Run) -> dict[str, int]:
    """How many bytes of each checkpoint's weights the checks read, where they read any."""
    read: dict[str, int] = {}
    for result in run.units.values():
        for level in result.levels:
            if level.bytes_read:
                name = result.unit.name
                read[name] = read.get(name, 0) + level.bytes_read
    return read


def _nothing(claim: Claim, levels: Levels) -> str:
    """The outcome of checks that came to none."""
    kinds = (check.evidence for check in claim.checks if check.evidence in levels)
    ordered = sorted(kinds, key=CHECKABLE.index)
    return str(PublishedUnit(Outcome.UNTESTED, dict.fromkeys(ordered, Outcome.UNTESTED)))
