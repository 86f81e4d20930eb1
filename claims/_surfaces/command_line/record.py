"""`claims record [TARGET …] --from FOLDER|hub`."""

from pathlib import Path
from typing import Annotated

import typer
from attrs import evolve
from rich.text import Text

from claims._checkpoints.catalogue import Checkpoint, catalogue, named
from claims._checkpoints.hub.source import Hub
from claims._checkpoints.one_precision import require_one_precision
from claims._checkpoints.published_files import is_model_folder
from claims._checkpoints.record import write
from claims._checkpoints.recording import make
from claims._checkpoints.source import RECORDS
from claims._core.errors import Refused
from claims._probes.models.reconcile import reconcile
from claims._surfaces.command_line.app import app, out, plain_errors
from claims._surfaces.command_line.progress import progress_bar
from claims._views.took import total_line


@app.command()
def record(
    folder: Annotated[Path, typer.Option("--from", metavar="FOLDER|hub")],
    targets: Annotated[list[str] | None, typer.Argument(metavar="[TARGET]...")] = None,
) -> None:
    """Make the records of some checkpoints, or of all, out of published files.

    FOLDER is laid out as on the hub, owner/name/file, or holds one model's files. `hub` reads the
    hub itself, of weights the headers alone. All are made before the first is written: if one of
    them can't be, none is, so that records are of one look at what is published.
    """
    with plain_errors():
        hub = Hub(reconcile) if str(folder) == "hub" and not folder.is_dir() else None
    try:
        with plain_errors():
            wanted = [named(it) for it in targets] if targets else list(catalogue())
            if hub:
                _make(hub, wanted)
            _record(wanted, hub.path if hub else folder, hub)
    finally:
        if hub and hub.took:
            out.print(Text(total_line(hub.took)))


def _make(hub: Hub, wanted: list[Checkpoint]) -> None:
    """Read everything before the first record is written."""
    with progress_bar() as hub.progress:
        for checkpoint in wanted:
            hub.made(checkpoint.id)


def _record(wanted: list[Checkpoint], folder: Path, hub: Hub | None) -> None:
    if is_model_folder(folder) and len(wanted) > 1:
        raise Refused(f"{folder} holds one model: name the one TARGET that it is")
    made = [hub.made(it.id) if hub else make(it, folder) for it in wanted]
    # What doesn't add up is refused here, before anything is written.
    for it in made:
        require_one_precision(it)
    records = [(it, reconcile(it)) for it in made]
    for checkpoint, (record, reconciled) in zip(wanted, records, strict=True):
        write(evolve(record, reconciliation=reconciled), RECORDS / f"{checkpoint.id}.toml")
        count = f"{reconciled.parameters:,} parameters"
        took = f"; {hub.took[checkpoint.id]}" if hub else ""
        said = f"{checkpoint.id}: {count}, reconciled: {reconciled.kind}{took}"
        out.print(Text(said), soft_wrap=True)
