"""`claims export --out FOLDER`: `claims.json`."""

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from claims._checkpoints.attestations.standing import standings
from claims._checkpoints.selection import recorded
from claims._core.answer import answers
from claims._core.atomic import write_text
from claims._core.discovery import load_all
from claims._surfaces.command_line.app import app, out, plain_errors
from claims._views.export import document


@app.command()
def export(folder: Annotated[Path, typer.Option("--out", metavar="FOLDER")]) -> None:
    """Write `claims.json`: every claim with its outcomes, every checkpoint with its facts."""
    with plain_errors():
        exported = document(answers(load_all(), recorded()).values(), standings())
        text = json.dumps(exported, ensure_ascii=False, indent=1)
        write_text(folder / "claims.json", f"{text}\n")
    out.print(Text(f"{len(exported['claims'])} claims, {len(exported['checkpoints'])} checkpoints"))
