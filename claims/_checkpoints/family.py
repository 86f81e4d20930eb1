"""The subject of a check on a family as the catalogue had it on a day."""

from typing import Any

from claims._checkpoints.catalogue import checkpoint
from claims._checkpoints.config import Config
from claims._core.control import Change, EditedSnapshot
from claims._core.result import Lean
from claims._core.unit import Snapshot, Unit
from claims._core.words import Evidence


class Family:
    """The members of a dated snapshot, each with its facts, in the catalogue's order."""

    evidence = Evidence.CONFIG

    def __init__(self, members: list[Config]) -> None:
        self.members = members

    @classmethod
    def of(cls, unit: Unit, source: Any, change: Change) -> "Family":
        """Read every member's record, without those that a control takes away."""
        assert isinstance(unit, Snapshot)
        gone = change.without if isinstance(change, EditedSnapshot) else ()
        names = [name for name in unit.members if name not in gone]
        return cls([Config(name, source.record(name)) for name in names])

    @property
    def generations(self) -> list[str]:
        """The generations that have a member, oldest first."""
        return list(dict.fromkeys(checkpoint(member.name).generation for member in self.members))

    def leans(self) -> list[Lean]:
        """The facts that were read of any member."""
        return [lean for member in self.members for lean in member.leans()]
