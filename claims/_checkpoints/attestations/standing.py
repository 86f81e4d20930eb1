"""An attestation as it stands today: what of it is current, and why the rest isn't."""

from collections.abc import Mapping

from attrs import frozen

from claims._checkpoints.attestations.attestation import (
    Attestation,
    CheckpointRead,
    ClaimRun,
    UnitRun,
)
from claims._checkpoints.attestations.file import load_all
from claims._checkpoints.attestations.fitting import changed, misfits


@frozen
class Standing:
    """An attestation with the checkpoints that don't fit, each with why, and the claims changed."""

    attestation: Attestation
    misfits: Mapping[str, str]
    changed: frozenset[str]

    @classmethod
    def of(cls, attestation: Attestation) -> "Standing":
        """Hold an attestation against the claims and records that are here."""
        return cls(attestation, misfits(attestation), changed(attestation))

    @property
    def where(self) -> str:
        """Where it was read, as it may be told."""
        it = self.attestation
        if it.source == "folder":
            return "on files in a folder"
        return "on the hub" if it.of_the_hub else f"from {it.endpoint} (not the hub)"

    def checkpoint(self, name: str) -> CheckpointRead | None:
        """What it says of a checkpoint, if anything."""
        return next((it for it in self.attestation.checkpoints if it.id == name), None)

    def claim(self, claim_id: str) -> ClaimRun | None:
        """What it says of a claim, if anything."""
        return next((it for it in self.attestation.claims if it.id == claim_id), None)

    def stale(self, claim_id: str, unit: UnitRun) -> str:
        """Why a result doesn't fit any more; empty if it does."""
        if claim_id in self.changed:
            return "the claim has changed since"
        reasons = (f"{it}: {self.misfits[it]}" for it in unit.behind if it in self.misfits)
        return "; ".join(reasons)


def standings() -> tuple[Standing, ...]:
    """Every attestation as it stands, the newest first."""
    return tuple(map(Standing.of, load_all()))
