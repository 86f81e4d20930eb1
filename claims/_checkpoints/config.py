"""The subject of a check that reads published facts and nothing else."""

from collections.abc import Mapping
from typing import Any

from claims._checkpoints.facts import Facts, origins
from claims._checkpoints.record import Record
from claims._checkpoints.two_matrices import two_matrices
from claims._core.control import Altered, Change
from claims._core.observed import Untested
from claims._core.result import Lean
from claims._core.unit import Unit
from claims._core.words import Evidence


class Config(Facts):
    """What the published config files state of one checkpoint."""

    evidence = Evidence.CONFIG

    def __init__(self, name: str, record: Record, altered: Mapping[str, Any] | None = None) -> None:
        values, known = record.values | dict(altered or {}), origins(record, altered)
        super().__init__(name, values, known, (*record.unread, *two_matrices(record)))
        self._reconciled = None if altered else record.reconciliation
        self._record = record

    @property
    def parameters(self) -> int:
        """The reference class's count, tied weights once; raise Untested where none was made.

        It rests on the published inventory or size where that was met exactly, else on the config.
        """
        if self._reconciled is None:
            self._record.require_understood()
            raise Untested(f"the parameters of {self.name} were not counted with its record")
        self.require_understood("tied_embeddings")
        met = self._reconciled.kind in ("exact", "size")
        kind = Evidence.TENSORS if met else Evidence.CONFIG
        self.origins["parameters"] = Lean("parameters", kind, self._reconciled.library)
        self.facts_read.append("parameters")
        return self._reconciled.parameters

    @classmethod
    def of(cls, unit: Unit, source: Any, change: Change) -> "Config":
        """Read the unit's record from a source, as a control alters it."""
        altered = change.facts if isinstance(change, Altered) else None
        return cls(unit.name, source.record(unit.name), altered)
