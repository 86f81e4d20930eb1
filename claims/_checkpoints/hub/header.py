"""The header of a weights file on the hub: read, checked, and put down as a file without data."""

from pathlib import Path

from claims._checkpoints.hub.failure import HubError
from claims._checkpoints.hub.fetching import Got, Place, stretch
from claims._checkpoints.hub.listed_headers import likely_length
from claims._checkpoints.hub.load import Load
from claims._checkpoints.hub.took import Counter
from claims._checkpoints.inventory import Part
from claims._checkpoints.safetensors_header import header_length, parse_header


def bring(place: Place, part: Part, folder: Path, counter: Counter, load: Load) -> None:
    """Read a header, check it, and write it at once, so that none is kept.

    As much is read as its tensors' names let expect, and then what is left. Raises HubError, and
    PublishedFileError for what isn't the header of a file of its length.
    """
    expected = likely_length(part) if part.tensors else 0
    first = stretch(place, 0, 8 + expected, counter)
    name, size = f"{place.repo}/{place.file}", first.total or 0
    length = header_length(name, first.data[:8], size)
    load.add(place.repo, place.file, length)
    data = first.data
    if len(data) < 8 + length:
        data += stretch(place, len(data), 8 + length, counter).data
    data = data[: 8 + length]
    parse_header(name, data[8:], size - 8 - length)
    write(place, folder, Got(data, first.total, first.commit))


def write(place: Place, folder: Path, header: Got) -> None:
    """Write a header, and behind it a hole as long as the data; raises HubError."""
    try:
        with (folder / place.file).open("wb") as file:
            file.write(header.data)
            file.truncate(header.total)
    except OSError as error:
        what = f"a file of {header.total:,} bytes can't be made here: {error.strerror}"
        raise HubError(place.repo, place.file, what) from None
