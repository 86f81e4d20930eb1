"""What reading the checkpoints takes, measured on a server that behaves as the hub does."""

from functools import lru_cache
from pathlib import Path

import tomli

from claims._checkpoints.hub.took import Took
from claims._core.discovery import PACKAGE

# Written by `python -m tests.hub`, from checkpoints at their true sizes.
FILE = PACKAGE / "hub_reading.toml"


def read() -> dict[str, Took]:
    """What each checkpoint takes, by its short name."""
    return _parsed(FILE, FILE.read_text(encoding="utf-8"))


@lru_cache(maxsize=2)
def _parsed(_: Path, text: str) -> dict[str, Took]:
    return {name: Took(**table) for name, table in tomli.loads(text).items()}


def altogether() -> Took:
    """What all of them take."""
    each = read().values()
    return sum(each, Took())


def words(took: Took) -> str:
    """What somebody is told before they read."""
    return f"{took.requests:,} requests and {took.bytes_read:,} bytes"
