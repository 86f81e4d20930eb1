"""What a check hands back: an observation, or the reason why there is none."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, init=False)
class Observed:
    """Whether the statement holds as worded on one unit, with the values that were measured."""

    holds: bool
    values: dict[str, Any] = field(default_factory=dict)

    def __init__(self, holds: bool, **values: Any) -> None:
        given: object = holds  # whatever the annotation says
        if not isinstance(given, bool):
            kind = type(given).__name__
            raise TypeError(f"Observed takes True or False first, got {kind}: {given!r}")
        object.__setattr__(self, "holds", holds)
        object.__setattr__(self, "values", values)


@dataclass(frozen=True, init=False)
class Shown:
    """Values that a demonstration measured; they decide nothing."""

    values: dict[str, Any] = field(default_factory=dict)

    def __init__(self, **values: Any) -> None:
        object.__setattr__(self, "values", values)


class NoOutcome(Exception):
    """Raised by a check or a subject that cannot come to passed or failed."""

    def __init__(self, reason: str, **values: Any) -> None:
        super().__init__(reason)
        self.reason = reason
        self.values = values


class CantTell(NoOutcome):
    """The measurement ran and is ambiguous."""


class Inapplicable(NoOutcome):
    """The check says nothing about this unit, and nothing could make it do so."""


class Untested(NoOutcome):
    """What the check needs isn't here: what would bring it, and how many bytes that would read."""

    def __init__(self, reason: str, *, cost_bytes: int | None = None) -> None:
        super().__init__(reason)
        self.cost_bytes = cost_bytes
