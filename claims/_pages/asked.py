"""Which claims the cells of a page run, if their results are stale."""

from collections.abc import Collection
from pathlib import Path

from claims._pages.cells import Call, call_in, misleads
from claims._pages.page import cells, source
from claims._views.overview import shown_claims
from claims._views.picture import drawn_claims


def asked_by(page: Path, known: Collection[str]) -> list[str]:
    """The known claims that a notebook's cells ask; none while it is half written or gone."""
    try:
        sources = [source(it) for it in cells(page)]
    except Exception:  # a page under edit can hold anything; its reader says what
        return []
    if any(map(misleads, sources)):
        return list(known)  # only running the cell can tell
    asked = {name for it in map(call_in, sources) if it for name in _asked(it, known)}
    return [it for it in known if it in asked]


def _asked(call: Call, known: Collection[str]) -> Collection[str]:
    """The claims whose results a view shows; none of one that doesn't exist."""
    if call.view in ("card", "myth"):
        return [call.subject]
    if call.view in ("comparison", "tally"):
        return [it for it in known if it.startswith(f"{call.subject}/" if call.subject else "")]
    try:
        picture = call.view == "picture"
        shown = drawn_claims(call.subject) if picture else shown_claims(call.view)
    except Exception:  # a view under edit can raise anything; its cell will say so
        return ()
    return known if shown is None else shown
