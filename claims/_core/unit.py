"""What a check runs on: a checkpoint, a pair of them, or a dated snapshot of a family."""

from dataclasses import dataclass
from datetime import date

# The source knew Llama 2 and no Llama 3; what came later it could not know.
SOURCE_KNEW_UNTIL = date(2023, 7, 18)


@dataclass(frozen=True)
class Unit:
    """One thing that a statement is about: its readable name and the day it dates from."""

    name: str
    dated: date

    @property
    def known_to_source(self) -> bool:
        """Whether the author of the source could have known it."""
        return self.dated <= SOURCE_KNEW_UNTIL

    @property
    def behind(self) -> tuple[str, ...]:
        """The names of the checkpoints whose facts it takes."""
        return (self.name,)


@dataclass(frozen=True)
class Pair(Unit):
    """A checkpoint held against a baseline; dated by the later of the two."""

    checkpoint: str
    baseline: str

    @property
    def behind(self) -> tuple[str, ...]:
        """Both."""
        return (self.checkpoint, self.baseline)


@dataclass(frozen=True)
class Snapshot(Unit):
    """A family as the catalogue had it on a day."""

    members: tuple[str, ...]

    @property
    def behind(self) -> tuple[str, ...]:
        """Its members."""
        return self.members
