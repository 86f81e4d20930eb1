"""The subject of a check that compares one checkpoint with a baseline."""

from typing import Any

from claims._checkpoints.config import Config
from claims._core.control import Altered, Change
from claims._core.result import Lean
from claims._core.unit import Pair, Unit
from claims._core.words import Evidence


class Both:
    """The facts of a checkpoint and of the baseline that it is held against."""

    evidence = Evidence.CONFIG

    def __init__(self, checkpoint: Config, baseline: Config) -> None:
        self.checkpoint, self.baseline = checkpoint, baseline

    @classmethod
    def of(cls, unit: Unit, source: Any, change: Change) -> "Both":
        """Read both records; a control alters the checkpoint's facts, not the baseline's."""
        assert isinstance(unit, Pair)
        altered = change.facts if isinstance(change, Altered) else None
        return cls(
            Config(unit.checkpoint, source.record(unit.checkpoint), altered),
            Config(unit.baseline, source.record(unit.baseline)),
        )

    def leans(self) -> list[Lean]:
        """The facts that were read of either."""
        return self.checkpoint.leans() + self.baseline.leans()
