"""The file of lines that a survey writes, and goes on with after it was stopped."""

import json
import os
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

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


def take_up(file: Path, once: Once) -> int:
    """Prepare a file to be added to: keep the whole lines of what was read, and mark their targets.

    What is untested is taken out, since it is tried again, and so is the last line if a kill tore
    it. Returns how many lines stay. Raises Refused, with the file as it was, if it holds others.
    """
    if not file.exists():
        return 0
    if not file.is_file():
        raise Refused(f"{file}: expected a file to add lines to, or none")
    handle, part = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.", suffix=".part")
    kept = 0
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as whole:
            for line in _whole_lines(file):
                if once.is_new(line["target"]):
                    whole.write(written(line))
                    kept += 1
        Path(part).chmod(0o644)
        Path(part).replace(file)
    except BaseException:
        Path(part).unlink(missing_ok=True)
        raise
    return kept


def _whole_lines(file: Path) -> Iterator[dict[str, Any]]:
    """The lines of what was read."""
    with file.open(encoding="utf-8", errors=ERRORS) as lines:
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
