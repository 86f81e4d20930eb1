"""`claims verify --source hub`: every recorded fact beside the file that is on the hub."""

import typer
from rich.text import Text

from claims._checkpoints.catalogue import catalogue, named
from claims._checkpoints.drift import drifts
from claims._checkpoints.hub.source import Hub
from claims._checkpoints.recording import make
from claims._checkpoints.selection import recorded
from claims._core.errors import Refused
from claims._core.observed import NoOutcome
from claims._core.visible import visible
from claims._probes.reconcile import reconcile
from claims._surfaces.command_line.app import err, out, plain_errors
from claims._surfaces.command_line.progress import progress_bar
from claims._views.drift import drift_table, reading_line
from claims._views.took import total_line


def verify_records(names: list[str] | None) -> None:
    """Hold records against the hub; what can't be read is told, and the rest goes on."""
    with plain_errors():
        wanted = [named(it) for it in names] if names else list(catalogue())
    hub, found, unread = Hub(reconcile), {}, 0
    for checkpoint in wanted:
        try:
            with progress_bar() as hub.progress:
                read = hub.fetch(checkpoint.id)
            there = make(checkpoint, hub.path)
        except (NoOutcome, Refused) as problem:
            unread += 1
            said = f"{checkpoint.id}: untested: {problem}; {hub.took[checkpoint.id]}"
            err.print(Text(visible(said)), soft_wrap=True)
            continue
        found[checkpoint.id] = drifts(recorded().record(checkpoint.id), there)
        out.print(Text(reading_line(checkpoint.id, read, found[checkpoint.id])), soft_wrap=True)
    if any(found.values()):
        out.print(drift_table(found))
    out.print(total_line(hub.took))
    raise typer.Exit(2 if unread else 1 if any(found.values()) else 0)
