"""What each check on slices of real weights reads, beside the files that they lie in."""

import tomllib

from attrs import frozen

from claims._core.discovery import PACKAGE
from claims._views.grid import grid, row
from claims._views.html import Html, tag
from claims._views.place import Place

# Written by `python -m tests.weights`, on files of the true sizes with nothing in them.
FILE = PACKAGE / "weights_reading.toml"
HEADS = ("Claim", "Bytes that are read")


@frozen
class Slices:
    """One checkpoint: how many bytes its weights files have, and how many each claim reads."""

    checkpoint: str
    file_bytes: int
    claims: dict[str, int]

    @property
    def altogether(self) -> int:
        """The bytes of all claims."""
        return sum(self.claims.values())

    @property
    def words(self) -> str:
        """Both numbers in a line."""
        return f"{self.checkpoint}: {self.altogether:,} of {self.file_bytes:,} bytes"


def read() -> list[Slices]:
    """Each checkpoint that was measured, the smallest first."""
    tables = tomllib.loads(FILE.read_text("utf-8"))
    return [Slices(name, it["file_bytes"], it["claims"]) for name, it in tables.items()]


def slices(place: Place) -> Html:
    """A table with a part for each checkpoint."""
    parts = (tag("tbody", _head(it), *_rows(it, place)) for it in read())
    return grid("What slices of real weights take", HEADS, *parts, kind="slices")


def _head(it: Slices) -> Html:
    head = tag("th", tag("span", it.words), scope="rowgroup", colspan=len(HEADS))
    return tag("tr", head)


def _rows(it: Slices, place: Place) -> list[Html]:
    return [
        row(tag("a", claim_id, href=place.address(claim_id)), f"{size:,}")
        for claim_id, size in sorted(it.claims.items())
    ]


def lines_of() -> list[str]:
    """The same in words: a line a checkpoint, and one for each claim."""
    lines = []
    for it in read():
        lines.append(it.words)
        lines += [f"  {claim_id}: {size:,}" for claim_id, size in sorted(it.claims.items())]
    return lines
