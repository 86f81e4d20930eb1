"""What `claims inspect` is asked about: a checkpoint of the catalogue, or a model's folder."""

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from attrs import evolve, frozen

from claims._checkpoints.catalogue import named
from claims._checkpoints.formats import strict_json
from claims._checkpoints.hub.address import is_address, parted
from claims._checkpoints.hub.failure import named_as_on_the_hub
from claims._checkpoints.hub.load import in_turn
from claims._checkpoints.hub.repository import Progress, mirror, unshown
from claims._checkpoints.hub.took import Counter
from claims._checkpoints.inventory import Inventory
from claims._checkpoints.published_files import ReadFile, read_folder, refuse_only_pickles
from claims._checkpoints.shards import join_shards
from claims._checkpoints.source import RECORDS, Recorded
from claims._checkpoints.vocabulary import ARCHITECTURES, untranslate
from claims._core.errors import Refused

CONFIG = "config.json"
WEIGHTS = ("*.safetensors", "*.safetensors.header.json", "model.safetensors.index.json")


@frozen
class Target:
    """A config, what is stored beside it as far as that is known, and what reading it took."""

    name: str
    config: Mapping[str, Any]
    inventory: Inventory | None
    bytes_read: int
    stored_elements: int | None = None
    stored_bytes: int | None = None
    folder: Path | None = None
    # Whether a record says that its class accounts for what is published, to the byte.
    accounted: bool = False
    requests: int = 0
    # The commit that was read, where the files are of one.
    commit: str | None = None
    # How many a record says that training changes.
    parameters: int | None = None
    # Whether the headers are the hub's list of them: nothing was held against the files' lengths.
    listed: bool = False


def find(target: str, progress: Progress = unshown, counter: Counter | None = None) -> Target:
    """Open a model's folder, a repository `owner/name[@revision]`, or a checkpoint's short name.

    `counter` has what was read from the hub, also where that comes to nothing. Raises Refused
    for anything else, and for files that can't be what they should.
    """
    if Path(target).is_dir():
        return _in_folder(Path(target))
    return _on_the_hub(target, progress, counter) if is_address(target) else _recorded(target)


def _on_the_hub(target: str, progress: Progress, counter: Counter | None) -> Target:
    """Read a repository's config and headers into a folder that is gone when this returns."""
    repo, revision = parted(target)
    with TemporaryDirectory() as folder, named_as_on_the_hub(Path(folder)):
        here = Path(folder) / repo
        read = mirror(repo, revision, here, progress, counter=counter, listed=True)
        with in_turn(read.bytes_read):
            found = _in_folder(read.folder)
        return evolve(
            found,
            name=target,
            folder=None,
            requests=read.requests,
            bytes_read=read.bytes_read,
            commit=read.commit,
            listed=read.listed,
        )


def _recorded(target: str) -> Target:
    checkpoint = named(target)
    record = Recorded().record(checkpoint.id)
    dialect = ARCHITECTURES[record.value("architecture")]
    config = {"model_type": dialect, **untranslate(dialect, record.values)}
    met = record.reconciliation
    return Target(
        name=checkpoint.id,
        config=config,
        inventory=record.inventory,
        bytes_read=(RECORDS / f"{checkpoint.id}.toml").stat().st_size,
        stored_elements=met.stored_elements if met else None,
        stored_bytes=met.stored_bytes if met else None,
        accounted=bool(met and met.kind in ("exact", "size")),
        commit=checkpoint.revision,
        parameters=met.parameters if met else None,
    )


def _in_folder(folder: Path) -> Target:
    path = folder / CONFIG
    if not path.is_file():
        raise Refused(f"{folder}: expected a model's {CONFIG} in it, found none")
    names = tuple(sorted(it.name for pattern in WEIGHTS for it in folder.glob(pattern)))
    files = read_folder(folder, names) if names else ()
    refuse_only_pickles(folder, files)
    inventory = next(iter(join_shards(folder, files)), None)
    sized = inventory is not None and inventory.has_shapes
    return Target(
        name=folder.resolve().name,
        config=strict_json.read(path, endless=True),
        inventory=inventory,
        bytes_read=path.stat().st_size + sum(map(_read, files)),
        stored_elements=_elements(inventory) if sized else None,
        stored_bytes=inventory.total_bytes if inventory else None,
        folder=folder,
    )


def _elements(inventory: Inventory | None) -> int:
    return sum(it.elements for it in inventory.tensors) if inventory else 0


def _read(file: ReadFile) -> int:
    """Bytes that were read of a file: of weights the header alone."""
    parts = file.reading.inventory.parts if file.reading.inventory else ()
    header = sum(it.header_bytes or 0 for it in parts)
    return header + 8 if file.name.endswith(".safetensors") else file.size
