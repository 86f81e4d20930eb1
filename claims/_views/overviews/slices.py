"""What each check on slices of real weights reads, beside the files that they lie in."""

from attrs import frozen

from claims._core.discovery import PACKAGE
from claims._views.grid import grid, group, row
from claims._views.html import Html, tag
from claims._views.place import Place
from claims._views.written import written

CLAIMS = ()
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
        return f"{self.checkpoint}: {self.altogether:,} bytes, of weights of {self.file_bytes:,}"


def read() -> list[Slices]:
    """Each checkpoint that was measured, the smallest first."""
    return [Slices(name, it["file_bytes"], it["claims"]) for name, it in written(FILE).items()]


def draw(place: Place) -> Html:
    """A table with a part for each checkpoint."""
    parts = (group(it.words, HEADS, *_rows(it, place)) for it in read())
    return grid("What slices of real weights take", HEADS, *parts, kind="slices")


def _rows(it: Slices, place: Place) -> list[Html]:
    return [
        row(tag("a", claim_id, href=place.address(claim_id)), f"{size:,}")
        for claim_id, size in sorted(it.claims.items())
    ]


def describe(_: Place) -> list[str]:
    """The same in words: a line a checkpoint, and one for each claim."""
    lines = []
    for it in read():
        lines.append(it.words)
        lines += [f"  {claim_id}: {size:,}" for claim_id, size in sorted(it.claims.items())]
    return lines
