"""Controls: where a check must come out as declared, or it proves nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from claims._core.unit import Unit
from claims._core.words import OFFLINE, Evidence, Outcome


@dataclass(frozen=True)
class Change:
    """What a control changes about its unit; the base class changes nothing."""

    reaches: ClassVar[frozenset[Evidence]] = frozenset(OFFLINE)


@dataclass(frozen=True)
class Altered(Change):
    """Recorded facts replaced by others before the reference model is built."""

    facts: Mapping[str, Any]
    reaches = frozenset({Evidence.CONFIG, Evidence.BEHAVIOUR})


@dataclass(frozen=True)
class Patched(Change):
    """One module of the reference model replaced, under an unchanged config."""

    module: str
    patch: str
    reaches = frozenset({Evidence.BEHAVIOUR})


@dataclass(frozen=True)
class Architecture(Change):
    """Another architecture altogether, small and random."""

    model_type: str
    reaches = frozenset({Evidence.BEHAVIOUR})


@dataclass(frozen=True)
class EditedInventory(Change):
    """What is stored, with some tensors dropped, some added and some in another shape.

    Dropped and reshaped ones are given by regular expressions of their whole names.
    """

    without: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()
    reshaped: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    reaches = frozenset({Evidence.TENSORS})


@dataclass(frozen=True)
class EditedSnapshot(Change):
    """A dated snapshot with some of its members taken away."""

    without: tuple[str, ...]
    reaches = frozenset(OFFLINE)


@dataclass(frozen=True)
class Control:
    """A unit, what is changed about it, and what the check must then come out as."""

    name: str
    on: Unit
    expect: Outcome
    change: Change

    def __post_init__(self) -> None:
        if self.expect not in (Outcome.PASSED, Outcome.FAILED):
            wanted = "expect='passed' or expect='failed'"
            raise ValueError(f"control {self.name!r}: {wanted}, got {str(self.expect)!r}")
