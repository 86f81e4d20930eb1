"""`claims refresh [PAGE …]`: execute pages and store what they put out."""

from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from claims._pages.notebook import notebooks
from claims._pages.notebook import refresh as refresh_page
from claims._surfaces.command_line.app import app, out, plain_errors


@app.command()
def refresh(
    pages: Annotated[list[Path] | None, typer.Argument(metavar="[PAGE]...")] = None,
) -> None:
    """Execute pages and store what their cells put out; twice changes nothing."""
    with plain_errors():
        for page in pages or notebooks():
            out.print(Text(f"{page}: {'changed' if refresh_page(page) else 'as it was'}"))
