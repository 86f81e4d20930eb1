"""The one way to refuse a published file."""

from pathlib import Path

from claims._core.errors import Refused

# What is shown of a value that was refused; the rest could be a whole hostile file. So may a name
# be that says where, or that tells what was expected.
_SHOWN = 120
_SHOWN_OF_A_PLACE = 300


class PublishedFileError(Refused):
    """A published file that cannot be read: file, place, what was expected, what was measured."""

    def __init__(self, path: Path | str, place: str, expected: str, measured: object) -> None:
        # Cut before it is split: of a hundred megabytes each word would be an object of its own.
        shown = _cut(" ".join(str(measured)[: 10 * _SHOWN].split()), _SHOWN)
        place = _cut(place, _SHOWN_OF_A_PLACE)
        where = f"{path}: {place}" if place else str(path)
        wanted = _cut(expected, _SHOWN_OF_A_PLACE)
        super().__init__(f"{where}: expected {wanted}, measured {shown}")
        self.path, self.place, self.expected, self.measured = path, place, expected, measured


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[:most]}…"
