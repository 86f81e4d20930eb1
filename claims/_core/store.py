"""Results kept between runs in `build/results/`, each under the key that it belongs to."""

import json
from pathlib import Path
from typing import Any

from claims._core.atomic import write_text
from claims._core.discovery import PACKAGE

# Results are a by-product of a checkout, like the built site beside them.
FOLDER = PACKAGE.parent / "build" / "results"

Entry = dict[str, Any]


def read(claim_id: str, folder: Path = FOLDER) -> Entry | None:
    """Read what was last found out about a claim, whatever its key; None if nothing was."""
    path = folder / f"{claim_id}.json"
    try:
        entry: Entry = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, json.JSONDecodeError):
        return None
    return entry


def fresh(claim_id: str, key: str, folder: Path = FOLDER) -> Entry | None:
    """Read a result only if it belongs to this key; a stale one is never handed out."""
    entry = read(claim_id, folder)
    return entry if entry and entry["key"] == key else None


def write(entry: Entry, folder: Path = FOLDER) -> None:
    """Keep a result, atomically."""
    write_text(folder / f"{entry['id']}.json", json.dumps(entry, ensure_ascii=False))
