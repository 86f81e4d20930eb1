"""Which claims and views a page shows, read from its text and code without running it."""

import ast
import re
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from claims._core.errors import ClaimError
from claims._pages import page
from claims._views.overview import OVERVIEWS

REFERENCE = re.compile(r"\]\(claim:([^)\s]+)\)")
# What each view takes, in its order.
TAKES = {
    "card": ("claim_id",),
    "comparison": ("section", "columns"),
    "picture": ("name",),
    "tally": ("section",),
    "myth": ("claim_id",),
    **dict.fromkeys(OVERVIEWS, ()),
}
# In a cell that is no Python, such as one with a `%magic`, a call is known by its looks.
LOOKS_LIKE_A_CALL = re.compile(rf"\b(?:{'|'.join(TAKES)})\s*\(")


@dataclass(frozen=True)
class Call:
    """A view with what the cell gives it."""

    view: str
    subject: str = ""  # the claim, section or picture that it shows; empty for all
    columns: tuple[tuple[str, str], ...] = ()


def call_in(source: str) -> Call | None:
    """The view that a cell's last line calls; None for any other cell, or for no Python."""
    body = _parsed(source)
    return _read(body[-1]) if body else None


def misleads(source: str) -> bool:
    """Whether a cell calls a view in a way that a page would draw otherwise than it ran."""
    body = _parsed(source)
    if body is None:
        return bool(LOOKS_LIKE_A_CALL.search(source))
    called = [it for part in body for it in ast.walk(part) if _view_of(it)]
    if not called:
        return False
    *before, last = body
    plain = all(isinstance(it, ast.Import | ast.ImportFrom) for it in before)
    return not (plain and len(called) == 1 and _read(last))


def _parsed(source: str) -> list[ast.stmt] | None:
    """A cell's statements; None for no Python, or for more than can be read of it."""
    try:
        return ast.parse(source).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _view_of(node: ast.AST) -> str:
    """The view that a node calls by its name or as a module's attribute; empty for none."""
    called = node.func if isinstance(node, ast.Call) else None
    name = getattr(called, "id", getattr(called, "attr", ""))
    return name if name in TAKES else ""


def _read(line: ast.stmt) -> Call | None:
    """The view that a line calls by its own name, with everything written out."""
    node = line.value if isinstance(line, ast.Expr) else None
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
        return None
    if node.func.id not in TAKES:
        return None
    takes = TAKES[node.func.id]
    try:
        places = takes[: len(node.args)]
        given = dict(zip(places, map(ast.literal_eval, node.args), strict=True))
        given |= {str(it.arg): ast.literal_eval(it.value) for it in node.keywords}
    except (ValueError, TypeError):
        return None  # not written out, or too much: only running the cell can tell
    subject, columns = given.get(next(iter(takes), ""), ""), given.get("columns", {})
    fits = len(given) == len(node.args) + len(node.keywords) and set(given) <= set(takes)
    if not fits or not isinstance(subject, str) or not isinstance(columns, dict):
        return None
    return Call(node.func.id, subject, tuple(columns.items()))


def claims_on(path: Path, known: Collection[str]) -> list[str]:
    """Every claim that a page shows or refers to, once; an unknown one is refused by its line."""
    found = named_on(path)
    for claim_id in found:
        if claim_id not in known:
            text = path.read_text(encoding="utf-8")
            lines = (text if path.suffix == ".ipynb" else page.without_code(text)).splitlines()
            line = next((at for at, it in enumerate(lines, 1) if claim_id in it), 1)
            raise ClaimError(path, line, f"the page names unknown claim {claim_id!r}")
    return found


def named_on(path: Path) -> list[str]:
    """Every claim id that a page names, known or not, once, in the order of the page's parts."""
    found = REFERENCE.findall(page.without_code(page.markdown(path)))
    if path.suffix == ".ipynb":
        calls = [call_in(page.source(cell)) for cell in page.cells(path)]
        found += [call.subject for call in calls if call and call.view in ("card", "myth")]
    return list(dict.fromkeys(found))
