"""Which files of data a page shows beside results, by the views that its cells call."""

import re
from functools import cache
from pathlib import Path

from claims._core.discovery import PACKAGE
from claims._pages.cells import call_in
from claims._pages.page import cells, source

# How a view reads what stands beside the sections, the catalogue, and the records.
OWN = re.compile(r'PACKAGE / "(\w+\.toml)"')
CATALOGUE, RECORDS = re.compile(r"\bcatalogue\("), re.compile(r"\bRecorded\(")
# What others ran is read for it, and a view takes that from where it is drawn.
ATTESTED = re.compile(r"\bplace\.attestations\b")
# A view may leave that to another.
IMPORT = re.compile(r"^from claims\.(_views[\w.]*) import ([\w, ]+)$", re.M)


def shows(page: Path, data: Path) -> bool:
    """Whether a notebook shows what a file of data says; not while it is half written or gone."""
    name = data.relative_to(PACKAGE).as_posix()
    try:
        calls = [call_in(source(cell)) for cell in cells(page)]
    except Exception:  # a page under edit can hold anything; its reader says what
        return False
    return any(call and _reads(call.view, call.subject, name) for call in calls)


def _reads(view: str, subject: str, name: str) -> bool:
    """Whether a view reads a file of data."""
    named = _named(view, subject)
    if name.startswith("_checkpoints/records/"):
        return "records" in named
    return name in named or (name.startswith("attestations") and "attestations" in named)


@cache
def _named(view: str, subject: str) -> frozenset[str]:
    """What a view reads: files by their names, and the records as one."""
    module = f"_views/pictures/{subject}.py" if view == "picture" else f"_views/overviews/{view}.py"
    texts = dict[str, str]()
    left = [module]
    while left:
        name = left.pop()
        if name not in texts and (PACKAGE / name).is_file():
            texts[name] = (PACKAGE / name).read_text("utf-8")
            for dotted, words in IMPORT.findall(texts[name]):
                folder = dotted.replace(".", "/")
                left += [f"{folder}.py", *(f"{folder}/{it.strip()}.py" for it in words.split(","))]
    text = "\n".join(texts.values())
    kinds = {"_checkpoints/catalogue.toml": CATALOGUE, "records": RECORDS, "attestations": ATTESTED}
    return frozenset(
        [*OWN.findall(text), *(it for it, known in kinds.items() if known.search(text))]
    )
