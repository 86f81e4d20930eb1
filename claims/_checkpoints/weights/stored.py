"""The tensors of one checkpoint where they lie; each is read by itself."""

from collections.abc import Iterable, Iterator
from math import prod
from pathlib import Path
from typing import Any, Protocol

from attrs import field, frozen

from claims._checkpoints.formats import shard_index
from claims._checkpoints.formats.extents import Extent
from claims._checkpoints.formats.lfs_pointer import is_pointer
from claims._checkpoints.formats.refusal import PublishedFileError
from claims._checkpoints.formats.safetensors_file import extents
from claims._checkpoints.inventory import WIDTHS
from claims._checkpoints.shards import INDEX, SINGLE
from claims._checkpoints.source import OnBytes
from claims._checkpoints.weights.values import room, values
from claims._core.observed import Untested

# No more of a tensor is held as bytes, beside its numbers, than this.
PIECE = 16 * 2**20


class Reader(Protocol):
    """Anything that gives a stretch of a weights file, and counts what that took."""

    @property
    def location(self) -> str: ...

    @property
    def revision(self) -> str | None: ...

    @property
    def bytes_read(self) -> int: ...

    @property
    def requests(self) -> int: ...

    def here(self, files: Iterable[str]) -> bool:
        """Whether all of some files are on this machine."""

    def stretch(self, file: str, begin: int, end: int) -> bytes:
        """Give the bytes from `begin` up to `end` of a file."""


@frozen(slots=False)
class Stored:
    """A checkpoint's tensors by name: in which file, and from which byte of it to which."""

    places: dict[str, tuple[str, Extent]]
    reader: Reader
    on_bytes: OnBytes | None = None
    read_elsewhere: list[int] = field(factory=list)

    def names(self) -> tuple[str, ...]:
        """Every stored name, in the order of their text."""
        return tuple(sorted(self.places))

    @property
    def location(self) -> str:
        """The folder, or the repository on the hub, that also has its tokenizer."""
        return self.reader.location

    @property
    def revision(self) -> str | None:
        """The commit of the repository; none of a folder."""
        return self.reader.revision

    @property
    def bytes_read(self) -> int:
        """Bytes of data that were read so far, by others too."""
        return self.reader.bytes_read + sum(self.read_elsewhere)

    @property
    def all_bytes(self) -> int:
        """The bytes of all tensors."""
        return sum(map(self.size, self.names()))

    def was_loaded(self) -> None:
        """Count what another library has read: all of it."""
        self.read_elsewhere.append(self.all_bytes)
        if self.on_bytes is not None:
            self.on_bytes(self.all_bytes)

    @property
    def requests(self) -> int:
        """Requests that were made so far; none of a folder."""
        return self.reader.requests

    @property
    def all_here(self) -> bool:
        """Whether all tensors are on this machine, so that the whole model can be read."""
        return self.reader.here({file for file, _ in self.places.values()})

    def file(self, name: str) -> str:
        """The file that a tensor is in."""
        return self.places[name][0]

    def shape(self, name: str) -> tuple[int, ...]:
        """The shape of a tensor, as its header states it."""
        return self._extent(name).tensor.shape or ()

    def dtype(self, name: str) -> str:
        """The precision of a tensor, as its header names it."""
        return str(self._extent(name).tensor.dtype)

    def size(self, name: str, rows: int | None = None) -> int:
        """The bytes that a tensor takes, or its first rows."""
        extent = self._extent(name)
        kept, shape = self._shape(name, rows), self.shape(name)
        return (extent.end - extent.begin) * prod(kept) // (prod(shape) or 1)

    def read(self, name: str, rows: int | None = None) -> Any:
        """Read a tensor, or the first rows of it, as a NumPy array, which is all that is held."""
        dtype = self.dtype(name)
        read = room(dtype, self._shape(name, rows))
        row, filled = read.reshape(-1), 0
        for piece in self.pieces(name, self.size(name, rows)):
            end = filled + len(piece) // WIDTHS[dtype]
            row[filled:end] = values(piece, dtype)
            filled = end
        return read

    def pieces(self, name: str, most: int | None = None) -> Iterator[bytes]:
        """Read a tensor's bytes, or as many of them, piece by piece."""
        file, extent = self.places[name]
        end = extent.end if most is None else extent.begin + most
        for begin in range(extent.begin, end, PIECE):
            wanted = min(begin + PIECE, end) - begin
            data = self.reader.stretch(file, begin, begin + wanted)
            # A file may have been cut since its header was read: a cache's, or one of a folder.
            if len(data) != wanted:
                words = f"expected {wanted:,} bytes from byte {begin:,} on, got {len(data):,}"
                raise Untested(f"{file}, {name}: {words}")
            if self.on_bytes is not None:
                self.on_bytes(len(data))
            yield data

    def _shape(self, name: str, rows: int | None) -> tuple[int, ...]:
        shape = self.shape(name)
        return shape if rows is None or not shape else (min(rows, shape[0]), *shape[1:])

    def _extent(self, name: str) -> Extent:
        return self.places[name][1]


def stored(folder: Path, reader: Reader, on_bytes: OnBytes | None = None) -> Stored | None:
    """Find the tensors of the safetensors files in a folder; None where it has no such file.

    Only headers are read here; the data may be elsewhere, where the reader gets it.
    """
    places: dict[str, tuple[str, Extent]] = {}
    for path in _files(folder):
        for extent in extents(path):
            name = extent.tensor.name
            if name in places:
                words = f"the name in {places[name][0]} too"
                raise PublishedFileError(path, repr(name), "each name in one file", words)
            places[name] = path.name, extent
    return Stored(places, reader, on_bytes) if places else None


def _files(folder: Path) -> list[Path]:
    """The weights files that are loaded: the single one, else those that an index names, else all.

    Others may lie beside them.
    """
    single, index = folder / SINGLE, folder / INDEX
    if _is_here(single):
        return [single]
    inventory = shard_index.read(index).inventory if index.is_file() else None
    named = [folder / it.file for it in inventory.parts] if inventory else None
    return [it for it in named or sorted(folder.glob("*.safetensors")) if _is_here(it)]


def _is_here(path: Path) -> bool:
    return path.is_file() and not is_pointer(path)
