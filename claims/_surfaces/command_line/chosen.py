"""Which claims the ids and pages on a command line name."""

from pathlib import Path
from typing import Annotated

import typer

from claims._core.claim import Claim
from claims._core.errors import UnknownClaim
from claims._pages.cells import claims_on

Names = Annotated[list[str] | None, typer.Argument(metavar="[ID|PAGE]...")]


def chosen(names: list[str] | None, known: dict[str, Claim]) -> list[str]:
    """The claims that ids and pages name; all if none are named."""
    ids: list[str] = []
    for name in names or known:
        if name in known:
            ids.append(name)
        elif Path(name).suffix in (".ipynb", ".md"):
            ids += claims_on(Path(name), known)
        else:
            raise UnknownClaim(name, len(known))
    return list(dict.fromkeys(ids))
