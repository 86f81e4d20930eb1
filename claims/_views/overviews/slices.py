"""What each check on slices of real weights reads, beside the files that they lie in."""

from contextlib import suppress

from attrs import frozen

from claims._checkpoints.catalogue import catalogue
from claims._checkpoints.source import Recorded
from claims._core.discovery import PACKAGE
from claims._core.observed import Untested
from claims._views.grid import grid, group, row
from claims._views.html import Html, join, tag
from claims._views.place import Place
from claims._views.written import written

CLAIMS = ()
# Written by `python -m tests.weights`, on files of the true sizes with nothing in them.
FILE = PACKAGE / "weights_reading.toml"
HEADS = ("Claim", "Bytes that are read")


@frozen
class Slices:
    """One checkpoint: how many bytes its weights files have, and how many each claim reads.

    `memory` is what reading all of them took at most beyond the program itself, in megabytes.
    """

    checkpoint: str
    file_bytes: int
    memory: int
    claims: dict[str, int]

    @property
    def altogether(self) -> int:
        """The bytes of all claims."""
        return sum(self.claims.values())

    @property
    def words(self) -> str:
        """All three numbers in a line."""
        of = f"{self.altogether:,} bytes, of weights of {self.file_bytes:,}"
        return f"{self.checkpoint}: {of}, in {self.memory:,} MB of memory"


def read() -> list[Slices]:
    """Each checkpoint that was measured, the smallest first."""
    return [Slices(name, **it) for name, it in written(FILE).items()]


def draw(place: Place) -> Html:
    """A table with a part for each checkpoint."""
    parts = (group(it.words, HEADS, *_rows(it, place)) for it in read())
    table = grid("What slices of real weights take", HEADS, *parts, kind="slices worded")
    return join(table, tag("p", checksums()))


def checksums() -> str:
    """Of which checkpoints the authors' own checksums are recorded, to be held against tensors."""
    known = []
    for it in catalogue():
        with suppress(Untested):
            stored = Recorded().record(it.id).inventories
            known += [it.id] if any(each.checksums for each in stored) else []
    return (
        f"A checksum of each tensor, by the authors' own list, is recorded of {', '.join(known)}: "
        f"{len(known)} of {len(catalogue())} checkpoints. Of the others no tensor can be told to "
        "be the published one; at most their whole files can, by what the hub says of them."
    )


def _rows(it: Slices, place: Place) -> list[Html]:
    return [
        row(tag("a", claim_id, href=place.address(claim_id)), f"{size:,}")
        for claim_id, size in sorted(it.claims.items())
    ]


def describe(_: Place) -> list[str]:
    """The same in words: a line a checkpoint, and one for each claim."""
    lines: list[str] = []
    for it in read():
        lines.append(it.words)
        lines += [f"  {claim_id}: {size:,}" for claim_id, size in sorted(it.claims.items())]
    return [*lines, checksums()]
