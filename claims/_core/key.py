"""What a result belongs to: a digest of the files that its run reached, and of the libraries."""

import hashlib
import os
import re
import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from pathlib import Path

from claims._core.discovery import PACKAGE

# An editor's copies of what is being edited, and what lies in a hidden folder.
EDITORS = re.compile(r"(^|/)[.#]|~$")
LIBRARIES = ("torch", "transformers")


def key(files: Iterable[str], libraries: Mapping[str, str], loaded: Mapping[str, str]) -> str:
    """Digest all that a result depends on: 16 hex digits, the same on any machine.

    `loaded` has the digests of files that this process has imported as they are now, and not as
    they were when it began.
    """
    digest, files = hashlib.sha256(), set(files)
    for name in sorted(files.union(*map(_data_in, {section_of(it) for it in files}))):
        digest.update(f"{name}\0{loaded.get(name) or _digest(name)}\n".encode())
    for name, number in libraries.items():
        digest.update(f"{name}=={number}\n".encode())
    return digest.hexdigest()[:16]


def section_of(name: str) -> str:
    """The section that a file of the package lies in; empty for one that lies in none."""
    section, within, _ = name.partition("/")
    return section if within and not section.startswith(("_", ".")) else ""


@cache
def _data_in(section: str) -> frozenset[str]:
    """All that is no module in a section: nobody can tell who reads it, when or by which way."""
    files = (PACKAGE / section).rglob("*") if section else ()
    data = (it for it in files if it.suffix not in (".py", ".pyc") and it.is_file())
    names = (it.relative_to(PACKAGE).as_posix() for it in data)
    return frozenset(it for it in names if not EDITORS.search(it))


@cache
def libraries() -> dict[str, str]:
    """The versions of the reference implementation; a build's local suffix (+cpu) is left out."""
    return {name: version(name).partition("+")[0] for name in LIBRARIES}


def look_again(files: Iterable[str]) -> None:
    """Forget what was known of files, if any was changed since this process began, or has gone."""
    if any(_changed(PACKAGE / it) >= BORN for it in files):
        _digest.cache_clear()


@cache
def _digest(name: str) -> str:
    """Digest one file of the package, or the names in a folder; empty where neither can be read.

    Nobody can tell which text of a file this process has read that was changed since it began:
    what it finds out belongs to no file then, and is found out again by the next.
    """
    path = PACKAGE / name
    try:
        digest = hashlib.sha256(_listed(path) or path.read_bytes()).hexdigest()
    except OSError:
        digest = ""
    changed = _changed(path)
    return digest if changed < BORN else f"changed at {changed}"


def _listed(path: Path) -> bytes:
    """The names in a folder but for those that programs and editors leave; empty for a file."""
    names = sorted(it.name for it in path.iterdir()) if path.is_dir() else ()
    authors = (it for it in names if it != "__pycache__" and not EDITORS.search(it))
    return "\0".join(authors).encode()


def _changed(path: Path) -> int:
    """When a file was changed; of one that is gone, when the folder was that has lost it."""
    for place in (path, *path.parents):
        with suppress(OSError):
            return place.stat().st_ctime_ns
    return 0


def _born() -> int:
    """When this process began, in nanoseconds since 1970; now, where the system doesn't tell.

    The system counts in hundredths of a second, and Python takes longer to begin than one more.
    """
    try:
        ticks = int(Path("/proc/self/stat").read_text().rpartition(")")[2].split()[19]) + 1
        began = ticks / os.sysconf("SC_CLK_TCK")
        return time.time_ns() - int((time.clock_gettime(time.CLOCK_BOOTTIME) - began) * 1e9)
    except (OSError, AttributeError, ValueError, IndexError):
        return time.time_ns()


# A forked process has imported what the first one did, when that did.
BORN = _born()
