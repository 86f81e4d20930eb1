"""Results kept between runs in `build/results/`, each with the files that it was reached by."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from claims._core.atomic import write_text
from claims._core.discovery import PACKAGE
from claims._core.key import key
from claims._core.key import libraries as present

# Results are a by-product of a checkout, like the built site beside them.
FOLDER = PACKAGE.parent / "build" / "results"

Entry = dict[str, Any]


@dataclass(frozen=True)
class Kept:
    """A result with what its key is made of: files of the package, and the libraries it needs."""

    entry: Entry
    files: tuple[str, ...]
    libraries: tuple[str, ...]

    def key(self, loaded: Mapping[str, str]) -> str:
        """The key that the result must have to be current."""
        return key(self.files, {it: present()[it] for it in self.libraries}, loaded)


def kept(claim_id: str, folder: Path = FOLDER) -> Kept | None:
    """Read what was last found out about a claim, whatever its key; None if nothing was.

    What is damaged, or was written in another form, is as good as nothing.
    """
    path = folder / f"{claim_id}.json"
    try:
        it = json.loads(path.read_text(encoding="utf-8"))
        found = Kept(it["entry"], tuple(it["files"]), tuple(it["libraries"]))
        whole = found.entry["id"] == claim_id and isinstance(found.entry["key"], str)
        plain = all(isinstance(name, str) for name in found.files)
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return found if whole and plain and set(found.libraries) <= present().keys() else None


def read(claim_id: str, folder: Path = FOLDER) -> Entry | None:
    """Read a result alone, whatever its key."""
    found = kept(claim_id, folder)
    return found.entry if found else None


def fresh(claim_id: str, loaded: Mapping[str, str], folder: Path = FOLDER) -> Entry | None:
    """Read a result only if it belongs to what is here now; a stale one is never handed out."""
    found = kept(claim_id, folder)
    return found.entry if found and found.entry["key"] == found.key(loaded) else None


def write(it: Kept, folder: Path = FOLDER) -> None:
    """Keep a result, atomically."""
    write_text(folder / f"{it.entry['id']}.json", json.dumps(vars(it), ensure_ascii=False))


def keep_only(claims: Collection[str], folder: Path = FOLDER) -> None:
    """Remove the results of all other claims: these are no longer there."""
    for path in folder.glob("*/*.json"):
        if f"{path.parent.name}/{path.stem}" not in claims:
            path.unlink(missing_ok=True)
