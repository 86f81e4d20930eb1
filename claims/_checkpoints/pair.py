"""The subjects of a check that compares one checkpoint with a baseline."""

from typing import Any, Generic, Self, TypeVar

from claims._checkpoints.catalogue import checkpoint as known
from claims._checkpoints.config import Config
from claims._checkpoints.member import Member
from claims._checkpoints.tensors import Tensors
from claims._core.control import Change
from claims._core.result import Lean
from claims._core.unit import Pair, Unit
from claims._core.words import Evidence

One = TypeVar("One", bound=Member)


class PairOf(Generic[One]):
    """A checkpoint and the baseline that it is held against, each read as the same subject."""

    each: type[One]

    def __init__(self, checkpoint: One, baseline: One) -> None:
        self.checkpoint: One = checkpoint
        self.baseline: One = baseline

    @classmethod
    def of(cls, unit: Unit, source: Any, change: Change) -> Self:
        """Read both; a control changes the checkpoint, not the baseline."""
        assert isinstance(unit, Pair)
        one, base = known(unit.checkpoint).unit, known(unit.baseline).unit
        return cls(cls.each.of(one, source, change), cls.each.of(base, source, Change()))

    def leans(self) -> list[Lean]:
        """What was read of either."""
        return [*self.checkpoint.leans(), *self.baseline.leans()]


class Both(PairOf[Config]):
    """The facts of a checkpoint and of the baseline that it is held against."""

    evidence = Evidence.CONFIG
    each = Config


class BothTensors(PairOf[Tensors]):
    """What is stored in a checkpoint and in the baseline that it is held against."""

    evidence = Evidence.TENSORS
    each = Tensors
