"""Which files a run touches that no import statement names: probes, patches, records, data."""

import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from types import FrameType, NoneType
from typing import Any

from claims._core.discovery import PACKAGE

_RECORDING: list[set[str]] = []
# What each module of a section has read: whoever asks it for what it remembers reads nothing.
_READ: dict[str, set[str]] = {}
# How Python tells of a file that is opened, and of a folder that is listed.
READS = ("open", "os.listdir", "os.scandir")
WRITING = os.O_WRONLY | os.O_RDWR
IMPORT, FINDER = "_import", "<frozen importlib"


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


def read_by(modules: Iterable[str]) -> set[str]:
    """What these modules of sections have read, as they were imported or at any time since."""
    return set().union(*(_READ.get(it, ()) for it in modules))


def all_read() -> Mapping[str, set[str]]:
    """What modules have read in this process, to be told to the one that it works for."""
    return _READ


def take_over(read: Mapping[str, set[str]]) -> None:
    """Note what modules have read in another process."""
    for module, files in read.items():
        _READ.setdefault(module, set()).update(files)


def _opened(event: str, told: tuple[Any, ...]) -> None:
    """Note what a claim's code reads of the project by itself; whatever else reads says so itself.

    What others read they may remember, so that it would be noted of whoever comes first.
    """
    if event not in READS:
        return
    reader = _reader(sys._getframe(1))
    if reader.startswith("_") or not (reader or _RECORDING):
        return
    file = _project_file(*told)
    if file:
        touch(file)
        if reader:
            _READ.setdefault(reader, set()).add(_name(file))


def _reader(frame: FrameType | None) -> str:
    """The module of the package that has the innermost line, by its path.

    Empty for a thread that runs none of its lines: some claim has begun it.
    """
    package = f"{PACKAGE}{os.sep}"
    while frame:
        file = frame.f_code.co_filename
        if file.startswith(package):
            return file.removeprefix(package).replace(os.sep, "/")
        if file.startswith(FINDER):
            return IMPORT
        frame = frame.f_back
    return ""


def _project_file(path: object, mode: object = None, flags: int = 0) -> Path | None:
    """The file or folder that is read, if it is the project's own and no installed library's."""
    if flags & WRITING or not isinstance(path, str | bytes | os.PathLike | NoneType):
        return None
    house, installed = PACKAGE.parent, Path(sys.prefix).resolve()
    file = Path(os.fsdecode(path or ".")).resolve()
    foreign = installed.is_relative_to(house) and file.is_relative_to(installed)
    return file if file.is_relative_to(house) and not foreign else None


sys.addaudithook(_opened)
