"""The one way to refuse a published file."""

from pathlib import Path

from claims._core.errors import Refused

# What is shown of a value that was refused; the rest could be a whole hostile file.
_SHOWN = 120


class PublishedFileError(Refused):
    """A published file that cannot be read: file, place, what was expected, what was measured."""

    def __init__(self, path: Path | str, place: str, expected: str, measured: object) -> None:
        shown = " ".join(str(measured).split())
        shown = shown if len(shown) <= _SHOWN else f"{shown[:_SHOWN]}…"
        where = f"{path}: {place}" if place else str(path)
        super().__init__(f"{where}: expected {expected}, measured {shown}")
        self.path, self.place, self.expected, self.measured = path, place, expected, measured
