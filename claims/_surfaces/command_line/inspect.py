"""`claims inspect TARGET`: what a model is, and how that is known."""

import json
import sys
from typing import Annotated

import typer
from rich.text import Text

from claims._inspection.inspect import inspect
from claims._surfaces.command_line.app import app, out, plain_errors
from claims._surfaces.command_line.progress import progress_bar
from claims._views.inspection import inspection_table, notes


@app.command("inspect")
def inspect_models(
    target: Annotated[str, typer.Argument(metavar="TARGET")],
    against: Annotated[list[str] | None, typer.Option(metavar="TARGET")] = None,
    as_json: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    """Say what a model is, each property with the evidence that decided it.

    TARGET is a short name of the catalogue, or a folder with a config.json and, if you like,
    safetensors files beside it. With --against, repeatable, models stand side by side.
    """
    with plain_errors(), progress_bar() as progress:
        found = [inspect(it, progress) for it in (target, *(against or []))]
    if as_json:
        shown = [it.as_json() for it in found]
        sys.stdout.write(json.dumps(shown if against else shown[0], ensure_ascii=False, indent=1))
        sys.stdout.write("\n")
        return
    out.print(inspection_table(found))
    for line in notes(found):
        out.print(Text(line), soft_wrap=True)
