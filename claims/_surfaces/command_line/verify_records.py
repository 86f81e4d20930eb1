"""`claims verify --source hub|FOLDER [--attest NAME]`: every recorded fact beside what is there."""

from pathlib import Path

import typer
from rich.text import Text

from claims._checkpoints.attestations.making import Making
from claims._checkpoints.catalogue import Checkpoint, catalogue, named
from claims._checkpoints.drift import Drift
from claims._checkpoints.drifts import drifts
from claims._checkpoints.hub.source import Hub
from claims._checkpoints.selection import recorded
from claims._checkpoints.source import Folder
from claims._core.errors import Refused
from claims._core.observed import NoOutcome
from claims._core.visible import visible
from claims._probes.models.reconcile import reconcile
from claims._surfaces.command_line.app import err, out, plain_errors
from claims._surfaces.command_line.attest import begin, finish
from claims._surfaces.command_line.progress import progress_bar
from claims._views.drift import drift_table, reading_line
from claims._views.took import total_line


def verify_records(
    names: list[str] | None, source: str, by: str | None = None, *, weights: bool = False
) -> None:
    """Hold records against the hub or a folder; what can't be read is told, and the rest goes on.

    By somebody's name, the claims are run on what was read, or those that ask the `weights`, and an
    attestation is written.
    """
    with plain_errors():
        # One checkpoint may be named twice, or by two names of it.
        asked = map(named, names) if names else catalogue()
        wanted = list({it.id: it for it in asked}.values())
        opened = Hub(reconcile) if source == "hub" else Folder(Path(source), reconcile)
        if not names and not isinstance(opened, Hub):
            raise Refused(f"{source}: expected short names of the checkpoints that it holds")
        making = None if by is None else begin(by, opened)
    found: dict[str, tuple[Drift, ...]] = {}
    for checkpoint in wanted:
        try:
            found[checkpoint.id] = _held(checkpoint, opened, making)
        except (NoOutcome, Refused) as problem:
            _unread(checkpoint, problem, opened, making)
    if any(found.values()):
        out.print(drift_table(found))
    with plain_errors():
        ran = finish(making, opened, weights=weights) if making else 0
    if opened.took:
        out.print(total_line(opened.took))
    differ = ran or any(found.values())
    raise typer.Exit(2 if len(found) < len(wanted) else 1 if differ else 0)


def _held(checkpoint: Checkpoint, source: Folder, making: Making | None) -> tuple[Drift, ...]:
    """Read a checkpoint and hold its record against it."""
    if not isinstance(source, Hub):
        return _held_here(checkpoint, source, making)
    with progress_bar() as source.progress:
        read = source.fetch(checkpoint.id)
    there = source.made(checkpoint.id)
    record = recorded().record(checkpoint.id)
    drift = drifts(record, there)
    if making:
        making.read(checkpoint, read, there, drift)
    out.print(Text(reading_line(record, drift, read.took)), soft_wrap=True)
    return drift


def _held_here(checkpoint: Checkpoint, source: Folder, making: Making | None) -> tuple[Drift, ...]:
    there = source.record(checkpoint.id)
    record = recorded().record(checkpoint.id)
    drift = drifts(record, there)
    if making:
        if source.weights(checkpoint.id) is None:
            raise Refused(f"{source.name}: expected safetensors files, found none")
        making.read_here(checkpoint, there, drift)
    out.print(Text(reading_line(record, drift)), soft_wrap=True)
    return drift


def _unread(
    checkpoint: Checkpoint, problem: Exception, source: Folder, making: Making | None
) -> None:
    took = source.took.get(checkpoint.id)
    said = f"{checkpoint.id}: untested: {problem}" + (f"; {took}" if took else "")
    err.print(Text(visible(said)), soft_wrap=True)
    if making:
        making.unread(checkpoint, problem)
