"""The header of a weights file on the hub: read, checked, and put down as a file without data."""

from pathlib import Path

from attrs import field, frozen

from claims._checkpoints.hub.expected import Expected
from claims._checkpoints.hub.failure import HubError
from claims._checkpoints.hub.fetching import Got, stretch
from claims._checkpoints.hub.load import Load
from claims._checkpoints.hub.place import Place
from claims._checkpoints.hub.took import Counter
from claims._checkpoints.safetensors_header import header_length, parse_header


@frozen
class Bringing:
    """Brings the headers of one repository's weights files into a folder, and learns from each."""

    folder: Path
    counter: Counter
    load: Load
    known: Expected = field(factory=Expected)

    def bring(self, place: Place, expected: int) -> None:
        """Read a header, check it, and write it at once, so that none is kept.

        As much is read as is expected of it, and then what is left. Raises HubError, and
        PublishedFileError for what isn't the header of a file of its length.
        """
        first = stretch(place, 0, 8 + expected, self.counter)
        name, size = f"{place.repo}/{place.file}", first.total or 0
        length = header_length(name, first.data[:8], size)
        self.load.add(place.repo, place.file, length)
        data = first.data
        if len(data) < 8 + length:
            data += stretch(place, len(data), 8 + length, self.counter).data
        data = data[: 8 + length]
        self.known.learn(length, parse_header(name, data[8:], size - 8 - length))
        write(place, self.folder, Got(data, first.total, first.commit))


def write(place: Place, folder: Path, header: Got) -> None:
    """Write a header, and behind it a hole as long as the data; raises HubError."""
    try:
        with (folder / place.file).open("wb") as file:
            file.write(header.data)
            file.truncate(header.total)
    except OSError as error:
        what = f"a file of {header.total:,} bytes can't be made here: {error.strerror}"
        raise HubError(place.repo, place.file, what) from None
