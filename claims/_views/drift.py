"""What was recorded beside what is on the hub now, for a terminal."""

from rich.table import Table
from rich.text import Text

from claims._checkpoints.drift import Drift
from claims._checkpoints.hub.took import Took
from claims._checkpoints.record import Record
from claims._checkpoints.stated_drifts import has_own_config
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


def reading_line(recorded: Record, drifts: tuple[Drift, ...], took: Took | None = None) -> str:
    """What reading a checkpoint took, and whether it is as it was recorded, as far as that goes."""
    many = f"{len(drifts)} difference{'s' if len(drifts) > 1 else ''}"
    line = f"{recorded.id}: {many if drifts else 'as recorded'}" + (f"; {took}" if took else "")
    return line if has_own_config(recorded) else f"{line}; no hash of its config was recorded"
