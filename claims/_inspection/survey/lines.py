"""The file of lines that a survey writes, and goes on with after it was stopped."""

import json
import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

from claims._checkpoints.hub.took import Took
from claims._core.errors import Refused
from claims._inspection.survey.targets import ERRORS, Once

BEGINS = '{"target": '
UNTESTED = "untested"


def untested(target: str, why: str, took: Took) -> dict[str, Any]:
    """The line of a target that couldn't be read, and of what was spent on it."""
    spent = {"requests": took.requests, "bytes_read": took.bytes_read}
    return {"target": target, "outcome": UNTESTED, "why": why, **spent}


def written(line: Mapping[str, Any]) -> str:
    """A line of JSON; what isn't ASCII is escaped, so that no name steers a terminal."""
    return json.dumps(line) + "\n"


@contextmanager
def taken_up(file: Path, once: Once) -> Iterator[tuple[TextIO, int]]:
    """Give a file to add lines to: with the whole lines of what was read, whose targets it marks.

    What is untested is taken out, since it is tried again, and so is the last line if a kill tore
    it. Gives how many lines stay, too. As long as this lasts no other survey may add to the file.
    Raises Refused, with the file as it was, if one does, or if it holds other lines.
    """
    # Where a link leads to: the link itself stays.
    real = Path(os.path.realpath(file))
    if real.exists() and not real.is_file():
        raise Refused(f"{file}: expected a file to add lines to, or none")
    with _held(file, real) as held, _beside(real) as (part, path):
        kept = 0
        for line in _whole_lines(file, held):
            if once.is_new(line["target"]):
                part.write(written(line))
                kept += 1
        part.flush()
        path.chmod(0o644)
        # Held before it has the name: whoever opens it by that finds it so.
        _hold(file, part)
        path.replace(real)
        yield part, kept


@contextmanager
def _held(file: Path, real: Path) -> Iterator[TextIO]:
    """Hold the file that has this name now, made if there is none; raises Refused."""
    while True:
        with real.open("a+", encoding="utf-8", errors=ERRORS) as lines:
            _hold(file, lines)
            # Another survey may have put a new one in its place just before.
            if real.exists() and os.path.samestat(os.fstat(lines.fileno()), real.stat()):
                lines.seek(0)
                yield lines
                return


def _hold(file: Path, lines: TextIO) -> None:
    """Keep all other surveys from a file until it is closed, however this one ends."""
    # Not everywhere; where it isn't, all other commands go without.
    import fcntl

    try:
        fcntl.flock(lines, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        words = "expected that no other survey adds lines to it, measured one that does"
        raise Refused(f"{file}: {words}: wait for it, or take another file") from None


@contextmanager
def _beside(real: Path) -> Iterator[tuple[TextIO, Path]]:
    """A file beside another, and its path, to take its place; gone again if it didn't."""
    handle, part = tempfile.mkstemp(dir=real.parent, prefix=f".{real.name}.", suffix=".part")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as whole:
            yield whole, Path(part)
    finally:
        Path(part).unlink(missing_ok=True)


def _whole_lines(file: Path, lines: TextIO) -> Iterator[dict[str, Any]]:
    """The lines of what was read."""
    for number, text in enumerate(lines, 1):
        if not text.endswith("\n") and text.startswith(BEGINS[: len(text)]):
            return
        line = _parsed(text)
        if line is None:
            what = " ".join(text.split())[:60]
            words = "expected a line of an earlier survey, or no such file; nothing was changed"
            raise Refused(f"{file}: line {number}: {words}, measured {what}")
        if line.get("outcome") != UNTESTED:
            yield line


def _parsed(text: str) -> dict[str, Any] | None:
    try:
        line = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return line if isinstance(line, dict) and _is_text(line.get("target")) else None


def _is_text(target: object) -> bool:
    """Whether it could have stood in a list."""
    try:
        return isinstance(target, str) and bool(target.encode("utf-8", ERRORS))
    except UnicodeEncodeError:
        return False
