"""Measured tables of a claim's units: those that are the same go by one name."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from claims._views.place import Entry
from claims._views.units import folded

Rows = tuple[tuple[float, ...], ...]


@dataclass(frozen=True)
class Measured:
    """Rows of numbers, and all units that they were observed on."""

    names: tuple[str, ...]
    rows: Rows

    @property
    def said(self) -> str:
        """The names in one line."""
        return ", ".join(self.names)


def measured(entry: Entry, value: str) -> list[Measured]:
    """Each different table that a claim observed under a name; LookupError if there is none."""
    found: dict[Rows, list[str]] = {}
    for unit in entry["outcomes"]:
        if unit["observed"].get(value):
            found.setdefault(_rows(unit["observed"][value]), []).append(unit["unit"])
    if not found:
        raise LookupError(f"{entry['id']} observed no {value} to draw")
    return [Measured(tuple(folded(names)), rows) for rows, names in found.items()]


def on_control(entry: Entry, on: str, value: str) -> Measured:
    """What was observed under a name on one control; LookupError if nothing was."""
    for control in entry["controls"]:
        if control["on"] == on and control["observed"].get(value):
            return Measured((on,), _rows(control["observed"][value]))
    raise LookupError(f"{entry['id']} observed no {value} on its control {on}")


def _rows(table: Iterable[Iterable[Any]]) -> Rows:
    return tuple(tuple(row) for row in table)
