"""The sections of the comparison: a folder of claims with a title, and a page of its name."""

import ast
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from claims._core.discovery import PACKAGE


@dataclass(frozen=True)
class Section:
    """A section as the navigation has it."""

    name: str
    title: str
    place: int


def sections(docs: Path, package: Path = PACKAGE) -> list[Section]:
    """Every section that has a page, in the order that their folders state."""
    found = []
    for path in package.glob("[!_]*/__init__.py"):
        if (docs / f"{path.parent.name}.ipynb").exists():
            words = _constants(path)
            found.append(Section(path.parent.name, words["TITLE"], words["PLACE"]))
    return sorted(found, key=lambda it: it.place)


def _constants(path: Path) -> dict[str, Any]:
    """Read, not imported: a site that is being served sees an edited title at once."""
    body = ast.parse(path.read_text(encoding="utf-8")).body
    return {
        it.targets[0].id: ast.literal_eval(it.value)
        for it in body
        if isinstance(it, ast.Assign) and isinstance(it.targets[0], ast.Name)
    }
