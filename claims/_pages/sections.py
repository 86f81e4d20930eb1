"""The sections of the comparison: a folder of claims with a title, and a page of its name."""

import ast
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from claims._core.discovery import PACKAGE

LAST = 10**6  # where a section stands that doesn't say


@dataclass(frozen=True)
class Section:
    """A section as the navigation has it, and what is wrong with its folder's words."""

    name: str
    title: str
    place: int
    problem: str = ""


def sections(docs: Path, package: Path = PACKAGE) -> list[Section]:
    """Every section that has a page, in the order that their folders state."""
    found = [
        _section(path)
        for path in package.glob("[!_]*/__init__.py")
        if (docs / f"{path.parent.name}.ipynb").exists()
    ]
    return sorted(found, key=lambda it: (it.place, it.name))


def _section(path: Path) -> Section:
    """One section; a folder that can't be read, as while it is edited, goes by its own name."""
    name, problem = path.parent.name, ""
    words: dict[str, Any] = {}
    try:
        words = _constants(path.read_text(encoding="utf-8"))
    except SyntaxError as error:
        problem = f"{path}:{error.lineno or 1}: no valid Python: {error.msg}"
    except (ValueError, OSError) as error:
        problem = f"{path}:1: {error}"
    title, place = words.get("TITLE"), words.get("PLACE")
    if not problem and not (isinstance(title, str) and title and isinstance(place, int)):
        problem = f"{path}:1: expected TITLE, a text, and PLACE, a whole number, both written out"
    if problem:
        return Section(name, name, LAST, problem)
    return Section(name, str(title), int(place or 0))


def _constants(text: str) -> dict[str, Any]:
    """Read, not imported: a site that is being served sees an edited title at once."""
    return {
        target.id: it.value.value
        for it in ast.parse(text).body
        if isinstance(it, ast.Assign) and isinstance(it.value, ast.Constant)
        for target in it.targets
        if isinstance(target, ast.Name)
    }
