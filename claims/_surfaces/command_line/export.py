"""`claims export --out FOLDER`: `claims.json`."""

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from claims._checkpoints.attestations.standing import standings
from claims._checkpoints.catalogue import catalogue
from claims._checkpoints.hub.source import Hub
from claims._checkpoints.selection import recorded, select
from claims._core.answer import answers
from claims._core.atomic import write_text
from claims._core.discovery import load_all
from claims._core.elsewhere import answers_elsewhere
from claims._probes.models.reconcile import reconcile
from claims._surfaces.command_line.app import app, out, plain_errors
from claims._surfaces.command_line.progress import progress_bar
from claims._views.export import document
from claims._views.took import total_line


@app.command()
def export(
    folder: Annotated[Path, typer.Option("--out", metavar="FOLDER")],
    source: Annotated[str, typer.Option(metavar="recorded|hub|FOLDER")] = "recorded",
) -> None:
    """Write `claims.json`: every claim with its outcomes, every checkpoint with its facts.

    With another source than the records, all claims are run on what it has, which may be less.
    """
    with plain_errors():
        chosen, known = select(source, (), reconcile), load_all()
        if isinstance(chosen.source, Hub):
            with progress_bar() as chosen.source.progress:
                chosen.bring(it.id for it in catalogue())
        own = chosen.complete
        entries = answers(known, chosen) if own else answers_elsewhere(known, chosen, recorded())
        exported = document(entries.values(), chosen, standings())
        text = json.dumps(exported, ensure_ascii=False, indent=1)
        write_text(folder / "claims.json", f"{text}\n")
    out.print(Text(f"{len(exported['claims'])} claims, {len(exported['checkpoints'])} checkpoints"))
    if chosen.took:
        out.print(Text(total_line(chosen.took)))
