"""Whether the outputs that a page has stored still belong to the present results."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from claims._pages.page import cells

# Under this name an output's metadata holds the key of each result that it shows.
KEYS = "claims"


def keys_of(cell: Mapping[str, Any]) -> dict[str, str]:
    """The results that a cell's stored output shows, by claim."""
    found: dict[str, str] = {}
    for output in cell["outputs"]:
        found.update(output.get("metadata", {}).get(KEYS, {}))
    return found


def stale(path: Path, current: Mapping[str, str]) -> list[str]:
    """One sentence for all claims of which a page has stored another result than the current."""
    shown = {(name, key) for cell in cells(path) for name, key in keys_of(cell).items()}
    names = sorted({name for name, key in shown if current.get(name) != key})
    told = f"{path.name}: has stored stale results of {', '.join(names)}: {mend(path)}"
    return [told] if names else []


def mend(path: Path) -> str:
    """What brings a page's stored outputs up to date."""
    return f"`claims refresh {path.parent.name}/{path.name}`"


def stored_text(cell: Mapping[str, Any]) -> str:
    """What a cell has put out, as text alone."""
    parts = []
    for output in cell["outputs"]:
        text = output.get("text") or output.get("data", {}).get("text/plain", "")
        parts.append("".join(text).strip())
    return "\n".join(parts)


def differing(path: Path, executed: list[str]) -> list[str]:
    """A sentence for each cell that puts out something else now than it has stored."""
    stored = [stored_text(cell) for cell in cells(path)]
    if len(stored) != len(executed):
        return [f"{path.name}: executed {len(executed)} code cells, and has {len(stored)} by now"]
    return [
        f"{path.name}: code cell {number} stored {_first(was, now)}, "
        f"put out {_first(now, was)}: {mend(path)}"
        for number, (was, now) in enumerate(zip(stored, executed, strict=True), 1)
        if was != now
    ]


def _first(text: str, other: str) -> str:
    """The first line that the other text doesn't have."""
    known = other.splitlines()
    return repr(next((line for line in text.splitlines() if line not in known), "nothing more"))
