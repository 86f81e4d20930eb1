"""A repository's metadata as a folder: its small files, and weights that hold only their headers.

A weights file there is as long as the real one and takes no room: its data is a hole. So whatever
reads a folder reads a repository of the hub, with every check that it makes.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from attrs import frozen

from claims._checkpoints.formats import shard_index, strict_json
from claims._checkpoints.formats.refusal import PublishedFileError
from claims._checkpoints.hub.failure import Absent, HubError
from claims._checkpoints.hub.fetching import Counter, Got, Place, stretch, whole
from claims._checkpoints.inventory import Part
from claims._checkpoints.safetensors_header import header_length

CONFIG = "config.json"
INDEX = "model.safetensors.index.json"
SINGLE = "model.safetensors"
# A config is some kilobytes; the index of 405 billion parameters in 191 shards a hundred.
MOST_CONFIG = 1_000_000
MOST_INDEX = 32_000_000
AT_ONCE = 8
# What a tensor takes of a header besides its name, and what every header holds besides tensors.
A_TENSOR = 90
A_HEADER = 80
Progress = Callable[[int, int], None]


@frozen
class Mirrored:
    """A folder with a repository's metadata, at one commit, and what reading it took."""

    folder: Path
    commit: str | None
    requests: int
    bytes_read: int


def mirror(
    repo: str, revision: str | None, folder: Path, progress: Progress = lambda *_: None
) -> Mirrored:
    """Read what is published of a model, without its weights; raises HubError.

    `progress` hears how many of how many weights files have been read.
    """
    counter = Counter()
    folder.mkdir(parents=True, exist_ok=True)
    config = whole(Place(repo, CONFIG, revision or "main"), MOST_CONFIG, counter)
    (folder / CONFIG).write_bytes(config.data)
    # All else is read at the very commit that this was, even if the branch moves on meanwhile.
    at = revision or config.commit or "main"
    shards = _shards(repo, at, folder, counter)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        reading = [pool.submit(_header, Place(repo, it.file, at), it, counter) for it in shards]
        for done, (part, future) in enumerate(zip(shards, reading, strict=True), 1):
            try:
                header = future.result()
            except HubError as problem:
                pool.shutdown(cancel_futures=True)
                if isinstance(problem, Absent) and len(shards) == 1 and part.file == SINGLE:
                    break  # the config alone, and no weights in this format
                raise
            _write(folder / part.file, header)
            progress(done, len(shards))
    return Mirrored(folder, config.commit, len(counter.requests), counter.bytes_read)


def _shards(repo: str, at: str, folder: Path, counter: Counter) -> tuple[Part, ...]:
    """The weights files that the index names; without an index there is one, or none."""
    try:
        index = whole(Place(repo, INDEX, at), MOST_INDEX, counter)
    except Absent:
        return (Part(SINGLE, ()),)
    path = folder / INDEX
    path.write_bytes(index.data)
    strict_json.read(path)
    inventory = shard_index.read(path).inventory
    parts = inventory.parts if inventory else ()
    # Under another name it could be the config, or a pickle.
    if other := [it.file for it in parts if not it.file.endswith(".safetensors")]:
        raise PublishedFileError(path, "`weight_map`", "safetensors files", repr(other[0]))
    return parts


def _header(place: Place, part: Part, counter: Counter) -> Got:
    """Read a header: as much as its tensors' names let expect, and then what is left of it."""
    expected = A_HEADER + sum(len(it.name) + A_TENSOR for it in part.tensors)
    first = stretch(place, 0, 8 + (expected if part.tensors else 0), counter)
    name = f"{place.repo}/{place.file}"
    length = header_length(name, first.data[:8], first.total or 0)
    data = first.data
    if len(data) < 8 + length:
        data += stretch(place, len(data), 8 + length, counter).data
    return Got(data[: 8 + length], first.total, first.commit)


def _write(path: Path, header: Got) -> None:
    """Write a header, and behind it a hole as long as the data."""
    with path.open("wb") as file:
        file.write(header.data)
        file.truncate(header.total)
