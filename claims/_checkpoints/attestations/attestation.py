"""An attestation: what somebody read and ran elsewhere, as its file tells it."""

from datetime import date
from typing import Any, Literal

from attrs import field, frozen

from claims._checkpoints.drift import Drift
from claims._core.published import PublishedUnit, unit_differences
from claims._core.words import Evidence, Outcome

FORMAT = 1
# Only what was read from here is told as read on the hub; any other address is told as it is.
HUB = "https://huggingface.co"


@frozen
class FileRead:
    """A file that was read: of weights the header alone, of `*.safetensors` all their headers."""

    name: str
    sha256: str


@frozen
class WholeFile:
    """A weights file on the machine it was read on: its size, and the digest of all of it."""

    name: str
    size: int
    sha256: str


@frozen
class CheckpointRead:
    """A checkpoint at the commit that was read, or why it is `untested`.

    `record` digests what was recorded of it then, and `drift` is where that differed. Of a folder
    nobody knows the commit: there the digests of its `weights` say which files they are. So many
    bytes of weights were read for the claims: `weights_bytes`.
    """

    id: str
    repo: str
    revision: str | None = None
    record: str | None = None
    requests: int | None = None
    bytes_read: int | None = None
    untested: str | None = None
    files: tuple[FileRead, ...] = ()
    weights_bytes: int | None = None
    weights: tuple[WholeFile, ...] = ()
    drift: tuple[Drift, ...] = ()


@frozen
class UnitRun:
    """What a claim came to on a unit, its `outcome` worded as in `published.toml`.

    `checkpoints` are those behind the unit, where it isn't one itself.
    """

    unit: str
    outcome: str
    evidence: tuple[Evidence, ...] = ()
    observed: dict[str, Any] = field(factory=dict)
    reason: str | None = None
    checkpoints: tuple[str, ...] = ()

    @property
    def result(self) -> PublishedUnit:
        """The outcome, and that of each kind of evidence."""
        return PublishedUnit.parse(self.outcome)

    @property
    def behind(self) -> tuple[str, ...]:
        """The checkpoints that were read for it."""
        return self.checkpoints or (self.unit,)

    def differences(self, known: PublishedUnit) -> list[str]:
        """Say where it came out otherwise than published; what wasn't run says nothing."""
        if known.outcome is Outcome.UNTESTED:
            return []
        ran = {kind: it for kind, it in self.result.levels.items() if it is not Outcome.UNTESTED}
        return unit_differences(PublishedUnit(self.result.outcome, ran), known)


@frozen
class ClaimRun:
    """A claim, the digest of its module's text as it was then, and what it came to."""

    id: str
    code: str
    units: tuple[UnitRun, ...]


@frozen
class Environment:
    """What it was run with."""

    python: str
    platform: str
    libraries: dict[str, str]


@frozen
class Attestation:
    """Who ran what, on which day and with what; where it was read from, and what came out.

    The hub has an address, and a folder has none that would tell anybody anything.
    """

    by: str
    on: date
    source: Literal["hub", "folder"]
    environment: Environment
    checkpoints: tuple[CheckpointRead, ...]
    claims: tuple[ClaimRun, ...] = ()
    format: int = FORMAT
    endpoint: str | None = None

    @property
    def of_the_hub(self) -> bool:
        """Whether what was read came from the hub itself."""
        return self.source == "hub" and self.endpoint == HUB

    @property
    def counts(self) -> bool:
        """Whether it is about what was published: of a folder the digests of its files tell."""
        return self.of_the_hub or self.source == "folder"
