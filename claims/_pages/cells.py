"""Which claims and views a page shows, read from its text and code without running it."""

import ast
import re
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from claims._core.errors import ClaimError
from claims._pages import page

REFERENCE = re.compile(r"\]\(claim:([^)\s]+)\)")
VIEWS = ("card", "comparison", "picture", "tally")


@dataclass(frozen=True)
class Call:
    """A view with the arguments that the cell gives it."""

    view: str
    arguments: tuple[Any, ...] = ()
    columns: tuple[tuple[str, str], ...] = ()

    @property
    def subject(self) -> str:
        """The claim or section that it shows; empty for all."""
        return str(self.arguments[0]) if self.arguments else ""


def call_in(source: str) -> Call | None:
    """The view that a cell's last line calls; None for any other cell, or for no Python."""
    try:
        body = ast.parse(source).body
    except SyntaxError:
        return None
    last = body[-1].value if body and isinstance(body[-1], ast.Expr) else None
    if not isinstance(last, ast.Call) or not isinstance(last.func, ast.Name):
        return None
    if last.func.id not in VIEWS:
        return None
    try:
        named = {it.arg: ast.literal_eval(it.value) for it in last.keywords}
        arguments = tuple(ast.literal_eval(it) for it in last.args)
    except ValueError:
        return None  # not written out, so only running the cell can tell
    return Call(last.func.id, arguments, tuple(named.get("columns", {}).items()))


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
        found += [call.subject for call in calls if call and call.view == "card"]
    return list(dict.fromkeys(found))
