"""A repository's metadata as a folder: its small files, and weights that hold only their headers.

A weights file there is as long as the real one and takes no room: its data is a hole. So whatever
reads a folder reads a repository of the hub, with every check that it makes. Where the hub's list
of the headers does, they are files of their own, and what only a weights file tells isn't there.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, nullcontext
from itertools import repeat
from pathlib import Path
from threading import Event

from attrs import frozen

from claims._checkpoints.formats import shard_index, strict_json
from claims._checkpoints.formats.refusal import PublishedFileError
from claims._checkpoints.hub.environment import require_environment
from claims._checkpoints.hub.expected import telling_first
from claims._checkpoints.hub.failure import Absent, HubError
from claims._checkpoints.hub.fetching import Got, exists, whole
from claims._checkpoints.hub.header import Bringing
from claims._checkpoints.hub.listed_headers import listed_headers
from claims._checkpoints.hub.load import Load, loading
from claims._checkpoints.hub.place import Place
from claims._checkpoints.hub.took import Counter, Took
from claims._checkpoints.inventory import Inventory, Part
from claims._checkpoints.shards import SINGLE

CONFIG = "config.json"
INDEX = "model.safetensors.index.json"
PICKLES = ("pytorch_model.bin", "pytorch_model.bin.index.json")
# A config is some kilobytes; the index of 405 billion parameters in 191 shards a hundred.
MOST_CONFIG = 1_000_000
MOST_INDEX = 32_000_000
AT_ONCE = 8
# The list of all headers and a look at whether it is of the same commit take two requests.
WORTH_A_LIST = 3
Progress = Callable[[str, int, int], None]
# Gives what hears of progress, for as long as something is read.
Watch = Callable[[], AbstractContextManager[Progress]]


def unshown(repo: str, done: int, of: int) -> None:
    """Hear of progress and show nothing."""


def unwatched() -> AbstractContextManager[Progress]:
    """Show nothing of whatever is read."""
    return nullcontext(unshown)


@frozen
class Mirrored:
    """A folder with a repository's metadata, at one commit, and what reading it took.

    `listed` says that the headers are the hub's list of them, not read from the files.
    """

    folder: Path
    commit: str | None
    took: Took
    listed: bool = False

    @property
    def requests(self) -> int:
        """How many requests were made."""
        return self.took.requests

    @property
    def bytes_read(self) -> int:
        """How many bytes of bodies were read."""
        return self.took.bytes_read


def mirror(
    repo: str,
    revision: str | None,
    folder: Path,
    progress: Progress = unshown,
    *,
    counter: Counter | None = None,
    listed: bool = False,
) -> Mirrored:
    """Read what is published of a model, without its weights; raises HubError, WrongEnvironment.

    `progress` hears how many of how many weights files have been read, 0 of 0 as long as that
    isn't known; `counter` has what was read even if that fails. With `listed`, the hub's list of
    all headers will do where it has one: one request, but it says less (see `listed_headers`).
    """
    require_environment()
    counter = Counter() if counter is None else counter
    folder.mkdir(parents=True, exist_ok=True)
    progress(repo, 0, 0)
    config = whole(Place(repo, CONFIG, revision or "main"), MOST_CONFIG, counter)
    (folder / CONFIG).write_bytes(config.data)
    # All else is read at the very commit that this was, even if the branch moves on meanwhile.
    at = revision or config.commit or "main"
    with loading() as load:
        index = _index(repo, at, folder, counter, load)
        # The list is of the main branch, and of no other revision.
        at_once = listed and revision is None and _from_list(repo, config, index, folder, counter)
        if not at_once:
            _read_each(repo, at, index.parts, folder, progress, counter, load)
    progress(repo, len(index.parts), len(index.parts))
    return Mirrored(folder, config.commit, counter.took, listed=at_once)


def _from_list(repo: str, config: Got, index: Inventory, folder: Path, counter: Counter) -> bool:
    """Take all headers from the hub's list of them; whether that was possible."""
    if len(index.parts) < WORTH_A_LIST:
        return False
    found = listed_headers(repo, index, counter)
    try:
        # Before the list the branch was at this commit; if it is still, so was the list.
        again = whole(Place(repo, CONFIG, "main"), MOST_CONFIG, counter) if found else None
    except HubError:
        return False
    if again is None or config.commit is None or again.commit != config.commit:
        return False
    for name, data in found.items():
        (folder / name).write_bytes(data)
    return True


def _read_each(
    repo: str,
    at: str,
    shards: tuple[Part, ...],
    folder: Path,
    progress: Progress,
    counter: Counter,
    load: Load,
) -> None:
    """Read the header of each weights file, some at once, until one is refused.

    First those that tell of all kinds of tensors, then the others, of which little is unknown then.
    """
    refused, bringing = Event(), Bringing(folder, counter, load)

    def brought(part: Part, expected: int) -> None:
        if not refused.is_set():
            try:
                bringing.bring(Place(repo, part.file, at), expected)
            except Exception:
                refused.set()
                raise

    done = 0
    with ThreadPoolExecutor(AT_ONCE) as pool:
        try:
            for batch in telling_first(shards):
                # Before any of them is read, so that it takes the same each time.
                expected = [bringing.known.length(it) for it in batch]
                for future in list(map(pool.submit, repeat(brought), batch, expected)):
                    future.result()
                    done += 1
                    progress(repo, done, len(shards))
        except Absent:
            # The config alone, and no weights in this format?
            if [it.file for it in shards] != [SINGLE]:
                raise
            _refuse_only_pickles(repo, at, counter)
        finally:
            refused.set()


def _refuse_only_pickles(repo: str, at: str, counter: Counter) -> None:
    """Raise HubError where the weights are there as pickles, of which no byte is asked for."""
    for name in PICKLES:
        if not exists(Place(repo, name, at), counter):
            continue
        what = "the only weights: expected safetensors, got a pickle, which is never opened: "
        raise HubError(repo, name, f"{what}unpickling runs code of its author")


def _index(repo: str, at: str, folder: Path, counter: Counter, load: Load) -> Inventory:
    """The weights files that the index names; without an index there is one, or none."""
    single = Inventory(SINGLE, (Part(SINGLE, ()),))
    # As the library does, which takes the single file where it has one, and may be offline.
    if Place(repo, SINGLE, at).cached:
        return single
    try:
        index = whole(Place(repo, INDEX, at), MOST_INDEX, counter)
    except Absent:
        return single
    load.add(repo, INDEX, len(index.data))
    path = folder / INDEX
    path.write_bytes(index.data)
    strict_json.read(path)
    inventory = shard_index.read(path).inventory or Inventory(INDEX, ())
    # Under another name it could be the config, or a pickle.
    if other := [it.file for it in inventory.parts if not it.file.endswith(".safetensors")]:
        raise PublishedFileError(path, "`weight_map`", "safetensors files", repr(other[0]))
    return inventory
