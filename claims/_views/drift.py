"""What was recorded beside what is on the hub now, for a terminal."""

from rich.table import Table
from rich.text import Text

from claims._checkpoints.drift import Drift
from claims._checkpoints.hub.repository import Mirrored
from claims._core.visible import visible


def drift_table(found: dict[str, tuple[Drift, ...]]) -> Table:
    """One row for each difference."""
    table = Table(box=None, pad_edge=False)
    for heading in ("checkpoint", "what", "recorded", "there now"):
        table.add_column(heading, overflow="fold")
    for name, drifts in found.items():
        for it in drifts:
            table.add_row(*(Text(visible(each)) for each in (name, it.what, it.recorded, it.there)))
    return table


def reading_line(name: str, read: Mirrored, drifts: tuple[Drift, ...]) -> str:
    """What reading a checkpoint took, and whether it is as it was recorded."""
    said = f"{len(drifts)} differences" if drifts else "as recorded"
    return f"{name}: {said}; {read.took}"
