"""The table at the end of a pytest run: verdicts by section, and what was not tested."""

from collections.abc import Iterator, Sequence
from typing import Any

from claims._core.words import Verdict

Row = dict[str, Any]


def summary_lines(rows: Sequence[Row]) -> Iterator[str]:
    """Write verdicts counted by section, then each reason for which something was not tested.

    A row is what one test tells: its `section`, and its `verdict`, or its `unit`, why that is
    `untested` and how many bytes of `weights` were read for it.
    """
    verdicts = [row for row in rows if "verdict" in row]
    sections = sorted({row["section"] for row in verdicts})
    width = max(map(len, sections), default=0)
    for section in sections:
        words = [row["verdict"] for row in verdicts if row["section"] == section]
        counts = ", ".join(f"{words.count(it)} {it}" for it in Verdict if it in words)
        yield f"{section:<{width}}  {counts}"
    yield from _weights(rows)
    yield from _untested(rows)


def _weights(rows: Sequence[Row]) -> Iterator[str]:
    """What was read of the real weights, for each unit that any was read of."""
    units: dict[str, int] = {}
    for row in rows:
        if row.get("weights"):
            units[row["unit"]] = units.get(row["unit"], 0) + row["weights"]
    for unit, size in units.items():
        yield f"weights of {unit}: {size:,} bytes read"


def _untested(rows: Sequence[Row]) -> Iterator[str]:
    """Gather the units that the same thing would bring, with what it would read altogether."""
    units: dict[tuple[str, str], dict[str, int | None]] = {}
    for row in rows:
        for kind, reason, cost in row.get("untested", []):
            units.setdefault((kind, reason), {})[row["unit"]] = cost
    for (kind, reason), costs in units.items():
        total = sum(cost for cost in costs.values() if cost)
        read = f" ({total:,} bytes)" if total else ""
        yield f"untested by {kind} on {', '.join(costs)}: {reason}{read}"
