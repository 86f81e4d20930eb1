"""Which files a run touches that no import statement names: probes, patches, records, data."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from types import FrameType
from typing import Any

from claims._core.discovery import PACKAGE

_RECORDING: list[set[str]] = []
WRITING = frozenset("wax+")


def touch(*paths: Path) -> None:
    """Note that what runs now depends on these files, there or not."""
    if _RECORDING:
        _RECORDING[-1].update(map(_name, paths))


@cache
def _name(path: Path) -> str:
    """A file's path from the package, which a run asks for again and again."""
    return Path(os.path.relpath(path, PACKAGE)).as_posix()


@contextmanager
def recording() -> Iterator[set[str]]:
    """Collect, by their paths in the package, the files that are touched while this lasts.

    What an inner recording collects belongs to the outer one too.
    """
    found: set[str] = set()
    _RECORDING.append(found)
    try:
        yield found
    finally:
        _RECORDING.pop()
        if _RECORDING:
            _RECORDING[-1].update(found)


def _opened(event: str, told: tuple[Any, ...]) -> None:
    """Note what a check reads of the project by itself; whatever else reads says so on its own.

    What others read they may remember, so that it would be noted of whoever comes first.
    """
    if event != "open" or not _RECORDING:
        return
    path, mode = told[:2]
    if not isinstance(path, str) or WRITING & set(mode or "") or path.endswith((".py", ".pyc")):
        return
    file = Path(path).resolve()
    if file.is_relative_to(PACKAGE.parent) and _by_a_claim():
        touch(file)


def _by_a_claim() -> bool:
    """Whether the innermost line of the package that is being run is a claim's own."""
    frame: FrameType | None = sys._getframe(1)
    while frame := frame and frame.f_back:
        file = Path(frame.f_code.co_filename)
        if file.is_relative_to(PACKAGE):
            return not file.relative_to(PACKAGE).parts[0].startswith("_")
    return False


sys.addaudithook(_opened)
