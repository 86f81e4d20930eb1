"""The subject of a check that reads published facts and nothing else."""

from collections.abc import Mapping
from typing import Any

from claims._checkpoints.facts import Facts, origins
from claims._checkpoints.record import Record
from claims._core.control import Altered, Change
from claims._core.unit import Unit
from claims._core.words import Evidence


class Config(Facts):
    """What the published config files state of one checkpoint."""

    evidence = Evidence.CONFIG

    def __init__(self, name: str, record: Record, altered: Mapping[str, Any] | None = None) -> None:
        super().__init__(name, record.values | dict(altered or {}), origins(record, altered))

    @classmethod
    def of(cls, unit: Unit, source: Any, change: Change) -> "Config":
        """Read the unit's record from a source, as a control alters it."""
        altered = change.facts if isinstance(change, Altered) else None
        return cls(unit.name, source.record(unit.name), altered)
