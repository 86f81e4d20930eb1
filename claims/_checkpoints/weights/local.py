"""Weights files in a folder, of which the asked bytes are mapped into memory."""

import mmap
from collections.abc import Iterable
from pathlib import Path

from attrs import field, frozen

from claims._core.observed import Untested


@frozen
class Local:
    """Reads stretches of a folder's files; `sizes` are the bytes of each."""

    folder: Path
    sizes: list[int] = field(factory=list)
    requests = 0
    revision = None

    @property
    def location(self) -> str:
        """The folder."""
        return str(self.folder)

    @property
    def bytes_read(self) -> int:
        """Bytes of all stretches."""
        return sum(self.sizes)

    def here(self, files: Iterable[str]) -> bool:
        """They are."""
        return True

    def stretch(self, file: str, begin: int, end: int) -> bytes:
        """Copy the bytes from `begin` up to `end`; what lies around them is not read.

        Raises Untested where the file is gone, or empty, which can't be mapped.
        """
        if begin == end:
            return b""
        try:
            with (
                (self.folder / file).open("rb") as opened,
                mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ) as mapped,
            ):
                data = mapped[begin:end]
        except (OSError, ValueError) as problem:
            said = getattr(problem, "strerror", None) or problem
            words = f"expected the file that its header was read from, measured “{said}”"
            raise Untested(f"{file}: {words}") from None
        self.sizes.append(len(data))
        return data
