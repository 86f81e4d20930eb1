"""`claims show ID`."""

from typing import Annotated

import typer
from rich.text import Text

from claims._checkpoints.selection import recorded
from claims._core.answer import answers
from claims._core.discovery import load_all
from claims._core.visible import visible
from claims._surfaces.command_line.app import app, out, plain_errors
from claims._surfaces.command_line.chosen import chosen
from claims._views.text import claim_text


@app.command()
def show(claim_id: Annotated[str, typer.Argument(metavar="ID")]) -> None:
    """Show one claim: verdict, finding, what came out on each unit and control."""
    with plain_errors():
        known = load_all()
        entry = answers(known, recorded(), chosen([claim_id], known))[claim_id]
        out.print(Text(visible(claim_text(entry))), soft_wrap=True)
