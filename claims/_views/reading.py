"""What reading the checkpoints takes, measured on a server that behaves as the hub does."""

import tomllib
from functools import lru_cache
from pathlib import Path

from attrs import frozen

from claims._core.discovery import PACKAGE

# Written by `python -m tests.hub`, from checkpoints at their true sizes.
FILE = PACKAGE / "hub_reading.toml"


@frozen
class Cost:
    """Requests that are made, and bytes of bodies that are read."""

    requests: int
    bytes: int

    def __str__(self) -> str:
        return f"{self.requests:,} requests and {self.bytes:,} bytes"


def read() -> dict[str, Cost]:
    """What each checkpoint takes, by its short name."""
    return _parsed(FILE, FILE.read_text(encoding="utf-8"))


@lru_cache(maxsize=2)
def _parsed(_: Path, text: str) -> dict[str, Cost]:
    return {name: Cost(**table) for name, table in tomllib.loads(text).items()}


def altogether() -> Cost:
    """What all of them take."""
    each = read().values()
    return Cost(sum(it.requests for it in each), sum(it.bytes for it in each))
