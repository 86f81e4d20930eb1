"""The subjects of a check on a family as the catalogue had it on a day."""

from datetime import date
from typing import Any, Generic, Self, TypeVar

from claims._checkpoints.catalogue import checkpoint
from claims._checkpoints.config import Config
from claims._checkpoints.member import Member
from claims._checkpoints.tensors import Tensors
from claims._core.control import Change, EditedSnapshot
from claims._core.result import Lean
from claims._core.unit import Snapshot, Unit
from claims._core.words import Evidence

One = TypeVar("One", bound=Member)


class SnapshotOf(Generic[One]):
    """The members of a dated snapshot, in the catalogue's order, each read as the same subject."""

    each: type[One]

    def __init__(self, members: list[One]) -> None:
        self.members: list[One] = members

    @classmethod
    def of(cls, unit: Unit, source: Any, change: Change) -> Self:
        """Read every member, without those that a control takes away, as it edits them."""
        assert isinstance(unit, Snapshot)
        gone = change.without if isinstance(change, EditedSnapshot) else ()
        units = [checkpoint(name).unit for name in unit.members if name not in gone]
        return cls([cls.each.of(it, source, change) for it in units])

    @property
    def generations(self) -> dict[str, date]:
        """The generations that have a member, oldest first, and the day of the first."""
        days: dict[str, date] = {}
        for it in (checkpoint(member.name) for member in self.members):
            days.setdefault(it.generation, it.released)
        return days

    def leans(self) -> list[Lean]:
        """What was read of any member."""
        return [lean for member in self.members for lean in member.leans()]


class Family(SnapshotOf[Config]):
    """The members of a dated snapshot, each with its facts."""

    evidence = Evidence.CONFIG
    each = Config


class FamilyTensors(SnapshotOf[Tensors]):
    """The members of a dated snapshot, each with what is stored in it."""

    evidence = Evidence.TENSORS
    each = Tensors
