"""`claims verify --source hub [--attest NAME]`: every recorded fact beside what is on the hub."""

import typer
from rich.text import Text

from claims._checkpoints.attestations.making import Making
from claims._checkpoints.catalogue import Checkpoint, catalogue, named
from claims._checkpoints.drift import Drift
from claims._checkpoints.drifts import drifts
from claims._checkpoints.hub.source import Hub
from claims._checkpoints.selection import recorded
from claims._core.errors import Refused
from claims._core.observed import NoOutcome
from claims._core.visible import visible
from claims._probes.reconcile import reconcile
from claims._surfaces.command_line.app import err, out, plain_errors
from claims._surfaces.command_line.attest import begin, finish
from claims._surfaces.command_line.progress import progress_bar
from claims._views.drift import drift_table, reading_line
from claims._views.took import total_line


def verify_records(names: list[str] | None, by: str | None) -> None:
    """Hold records against the hub; what can't be read is told, and the rest goes on.

    By somebody's name, the claims are run on what was read, and an attestation is written.
    """
    with plain_errors():
        # One checkpoint may be named twice, or by two names of it.
        asked = map(named, names) if names else catalogue()
        wanted = list({it.id: it for it in asked}.values())
        hub = Hub(reconcile)
        making = None if by is None else begin(by, hub)
    found: dict[str, tuple[Drift, ...]] = {}
    for checkpoint in wanted:
        try:
            found[checkpoint.id] = _held(checkpoint, hub, making)
        except (NoOutcome, Refused) as problem:
            said = f"{checkpoint.id}: untested: {problem}; {hub.took[checkpoint.id]}"
            err.print(Text(visible(said)), soft_wrap=True)
            if making:
                making.unread(checkpoint, problem)
    if any(found.values()):
        out.print(drift_table(found))
    with plain_errors():
        differ = bool(making and finish(making, hub)) or any(found.values())
    out.print(total_line(hub.took))
    raise typer.Exit(2 if len(found) < len(wanted) else 1 if differ else 0)


def _held(checkpoint: Checkpoint, hub: Hub, making: Making | None) -> tuple[Drift, ...]:
    """Read a checkpoint and hold its record against it."""
    with progress_bar() as hub.progress:
        read = hub.fetch(checkpoint.id)
    there = hub.made(checkpoint.id)
    record = recorded().record(checkpoint.id)
    drift = drifts(record, there)
    if making:
        making.read(checkpoint, read, there, drift)
    out.print(Text(reading_line(record, read, drift)), soft_wrap=True)
    return drift
