"""One fact about a checkpoint, and what it rests on."""

from typing import Any

from attrs import frozen

from claims._core.words import Evidence


@frozen
class Fact:
    """A value with its evidence; `confirmed_by` and `disputed_by` are further published files."""

    value: Any
    evidence: Evidence
    origin: str
    file: str | None = None
    confirmed_by: tuple[str, ...] = ()
    disputed_by: tuple[str, ...] = ()
