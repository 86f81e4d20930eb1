"""A page as it lies in `docs/`: its notebook, and the Markdown that a reader sees."""

import json
import re
from pathlib import Path
from typing import Any

from claims._core.discovery import PACKAGE
from claims._core.errors import ClaimError

DOCS = PACKAGE.parent / "docs"


def notebooks(docs: Path = DOCS) -> list[Path]:
    """Every notebook page, in the order of their names."""
    return sorted(path for path in docs.rglob("*.ipynb") if ".ipynb_checkpoints" not in path.parts)


def house_of(path: Path) -> Path | None:
    """The `claims` folder that a page of `docs/` stands beside; None for any other file."""
    if path.suffix not in (".ipynb", ".md"):
        return None
    docs = next((it for it in path.parents if it.name == "docs"), None)
    beside = docs.parent / "claims" if docs else None
    return beside if beside and beside.is_dir() else None


def cells(path: Path, kind: str = "code") -> list[dict[str, Any]]:
    """The cells of one kind, in order."""
    try:
        notebook = json.loads(path.read_text(encoding="utf-8"))
        found = [cell for cell in notebook["cells"] if cell["cell_type"] == kind]
    except json.JSONDecodeError as error:
        raise ClaimError(path, error.lineno, f"no notebook: {error.msg}") from None
    except (KeyError, TypeError) as error:
        raise ClaimError(path, 1, f"no notebook: it lacks {error}") from None
    for number, cell in enumerate(found, 1):
        if not _is_text(held := cell.get("source")):
            told = f"{kind} cell {number} has to hold a string or lines as its source, not {held!r}"
            raise ClaimError(path, 1, f"no notebook: {told}")
    return found


def _is_text(held: object) -> bool:
    lines = held if isinstance(held, list) else [held]
    return all(isinstance(it, str) for it in lines)


def source(cell: dict[str, Any]) -> str:
    """A cell's text, which a notebook may hold as one string or as lines."""
    return "".join(cell["source"])


CODE = re.compile(r"^(```|~~~).*?^\1|`[^`\n]*`", re.S | re.M)


def without_code(text: str) -> str:
    """A text with its code blanked out, since an example there refers to nothing."""
    return CODE.sub(lambda found: re.sub(r"[^\n]", " ", found.group()), text)


def markdown(path: Path) -> str:
    """The prose of a page, whichever format it is in."""
    if path.suffix == ".ipynb":
        return "\n\n".join(source(cell) for cell in cells(path, "markdown"))
    return path.read_text(encoding="utf-8")
