"""The list of what to survey: one target a line, and none of them kept in memory."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from claims._core.errors import Refused

# Whatever bytes a line holds come back as they were, and a bad one spoils no other.
ERRORS = "surrogateescape"


class Once:
    """Tells a target that comes for the first time from one that has been; kept on the disk."""

    def __init__(self) -> None:
        # Without a name it is a file that sqlite takes away again.
        self._kept = sqlite3.connect("")
        self._kept.execute("CREATE TABLE seen (target BLOB PRIMARY KEY) WITHOUT ROWID")

    def is_new(self, target: str) -> bool:
        """Whether it comes for the first time."""
        data = (target.encode("utf-8", ERRORS),)
        return self._kept.execute("INSERT OR IGNORE INTO seen VALUES (?)", data).rowcount > 0


def targets(file: Path) -> Iterator[str]:
    """Every target of a list; blank lines and those that begin with # are passed over.

    Raises Refused where there is no such file.
    """
    try:
        with file.open(encoding="utf-8-sig", errors=ERRORS) as lines:
            for line in lines:
                if (target := line.strip()) and not target.startswith("#"):
                    yield target
    except OSError as error:
        raise Refused(f"{file}: expected a list of targets, one a line: {error.strerror}") from None
