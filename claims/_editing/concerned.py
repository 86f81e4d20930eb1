"""Which claims and which pages a saved file concerns."""

import os
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from claims._core import store
from claims._core.discovery import PACKAGE, claim_ids
from claims._core.key import section_of
from claims._pages.cells import named_on
from claims._pages.page import DOCS

PUBLISHED = "published.toml"
DATA = ".toml"
# How a result names what lies beside the package.
OUTSIDE = "../"
# What a section is called, on every page.
TITLED = re.compile(r"[^_/][^/]*/__init__\.py")


@dataclass
class Concerned:
    """Claims, the edited ones first, those of them to be run whatever is known; pages; the rest.

    Of `unsure` claims it isn't known whether a saved file is one of theirs. The rest is what pages
    show beside their text; data is what the package reads.
    """

    claims: list[str] = field(default_factory=list)
    unsure: list[str] = field(default_factory=list)
    again: list[str] = field(default_factory=list)
    pages: list[Path] = field(default_factory=list)
    rest: list[Path] = field(default_factory=list)
    data: list[Path] = field(default_factory=list)


def concerned(saved: Iterable[Path], unanswered: Collection[str]) -> Concerned:
    """Find out what saved files concern.

    What an `unanswered` claim reaches isn't known, so that any file of the package concerns it.
    """
    found, known = Concerned(), claim_ids(PACKAGE)
    names = set[str]()
    for path in saved:
        names.add(Path(os.path.relpath(path, PACKAGE)).as_posix())  # a check may read it anywhere
        if path.is_relative_to(DOCS) and path.suffix in (".ipynb", ".md"):
            found.pages.append(path)
            found.again += [it for it in _named(path) if it in known]
        elif path.is_relative_to(DOCS):
            found.rest.append(path)
        elif path.is_relative_to(PACKAGE):
            found.data += [path] if path.suffix == DATA else []
            found.rest += [path] if TITLED.fullmatch(path.relative_to(PACKAGE).as_posix()) else []
    own = [it for it in known if f"{it}.py" in names]
    reached, unsure = _reached(known, names, unanswered) if names else ([], [])
    found.unsure = [it for it in unsure if it not in own]
    found.claims = list(dict.fromkeys([*own, *found.again, *reached]))
    return found


def _named(page: Path) -> list[str]:
    """The claims that a page names; none, while it is half written or gone."""
    try:
        return named_on(page)
    except Exception:  # a page under edit can hold anything; its reader says what
        return []


def _reached(
    known: Iterable[str], names: set[str], unanswered: Collection[str]
) -> tuple[list[str], list[str]]:
    """The claims that saved files belong to, or may do; and those of them that only may."""
    reached, unsure = list[str](), list[str]()
    code = any(it.endswith((".py", DATA)) and not it.startswith(OUTSIDE) for it in names)
    for claim_id in known:
        kept = store.kept(claim_id)
        if kept and _belongs(kept.files, names):
            reached.append(claim_id)
        elif code and (kept is None or claim_id in unanswered):
            reached.append(claim_id)
            unsure.append(claim_id)
    return reached, unsure


def _belongs(files: Collection[str], names: set[str]) -> bool:
    """Whether a claim's last result, or what is said about it, belongs to any saved file."""
    folders = tuple(f"{it}/" for it in names if "." not in it)
    within = any(it.startswith(folders) for it in files)
    sections = set(filter(None, map(section_of, files)))
    within |= any(section_of(it) in sections for it in names if not it.endswith(".py"))
    within |= any((it.rpartition("/")[0] or ".") in files for it in names)  # a listed folder
    return within or PUBLISHED in names or not names.isdisjoint(files)


def outside(claim_id: str) -> list[Path]:
    """What a claim's last run has read that lies neither in the package nor among the pages."""
    kept = store.kept(claim_id)
    named = (it for it in kept.files if it.startswith(OUTSIDE)) if kept else ()
    paths = (Path(os.path.normpath(PACKAGE / it)) for it in named)
    return [it for it in paths if not it.is_relative_to(DOCS)]


def gone(saved: Iterable[Path], known: Iterable[str]) -> list[str]:
    """The known claims whose files are no longer there, or went with their folder."""
    found, files = set(saved), {it: PACKAGE / f"{it}.py" for it in known}
    went = {it for it, path in files.items() if path in found or path.parent in found}
    return [it for it in files if it in went and not files[it].exists()]
