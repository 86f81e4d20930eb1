"""What a pair and a snapshot are made of: subjects that are read of one checkpoint each."""

from typing import Any, Protocol, Self

from claims._core.control import Change
from claims._core.result import Lean
from claims._core.unit import Unit


class Member(Protocol):
    """A subject that is read of one checkpoint."""

    name: str

    @classmethod
    def of(cls, unit: Unit, source: Any, change: Change) -> Self:
        """Read it of a unit, as a control changes it."""

    def leans(self) -> list[Lean]:
        """What was read."""
