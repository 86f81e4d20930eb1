"""From published files to a record."""

from datetime import date
from pathlib import Path

from attrs import evolve

from claims._checkpoints.accounting import PRECISIONS
from claims._checkpoints.catalogue import Checkpoint, Source, defaults
from claims._checkpoints.completing import complete
from claims._checkpoints.fact import Fact
from claims._checkpoints.formats.refusal import PublishedFileError
from claims._checkpoints.gathering import Gathered, gather
from claims._checkpoints.inventory import Inventory, Part
from claims._checkpoints.merging import merge
from claims._checkpoints.published_files import READERS
from claims._checkpoints.record import Record
from claims._checkpoints.vocabulary import ARCHITECTURES
from claims._core.errors import Refused
from claims._core.words import Evidence

# The authors' own formats name no architecture: each is of one family alone.
_FAMILIES = {
    "params.json": "llama",
    "hparams.json": "gpt2",
    "derived.model.ckpt.index.json": "gpt2",
}


def make(checkpoint: Checkpoint, folder: Path) -> Record:
    """Make a checkpoint's record, not yet reconciled, from the published files in a folder.

    The folder is laid out as on the hub, `owner/name/file`, or is one model's own.
    """
    gathered = gather(checkpoint, folder)
    _refuse_other_family(checkpoint, gathered)
    _refuse_unread(gathered)
    return _recorded(checkpoint.id, checkpoint.generation, gathered, folder)


def make_foreign(name: str, folder: Path, within: str = ".") -> Record:
    """Make the record of a model outside the catalogue from its own files alone.

    They are in the folder itself, or `within` it in one that is called as its repository. Keys of
    its config that aren't understood are told of in it, and leave what depends on them open.
    """
    stand_in = Checkpoint(name, name, date.today(), "llama", "", (Source(within, "own"),))
    return _recorded(name, "", gather(stand_in, folder), folder)


def _recorded(name: str, generation: str, gathered: Gathered, folder: Path) -> Record:
    if not gathered.files:
        known = ", ".join(pattern for pattern, _ in READERS[:4])
        raise PublishedFileError(folder, name, f"published files such as {known}", "none")
    stated = _precision(gathered) | merge(gathered.files)
    return Record(
        id=name,
        facts=complete(stated, generation, defaults()),
        files=tuple(file for file, _ in gathered.files),
        pins=gathered.pins,
        inventories=tuple(_compact(each, gathered) for each in gathered.inventories),
        unread=tuple(it for _, reading in gathered.files for it in reading.unread),
    )


def _refuse_other_family(checkpoint: Checkpoint, gathered: Gathered) -> None:
    """Refuse to record one model's files under the name of another."""
    for file, reading in gathered.files:
        stated = reading.facts.get("architecture")
        family = ARCHITECTURES[stated] if stated else _FAMILIES.get(file.name)
        if family not in (None, checkpoint.family):
            words = f"a {checkpoint.family}, as {checkpoint.id} is one"
            raise PublishedFileError(file.path, "architecture", words, stated or f"a {family}")


def _refuse_unread(gathered: Gathered) -> None:
    """Refuse to record what would describe another model than the published one."""
    for file, reading in gathered.files:
        for it in reading.unread:
            raise Refused(f"{file.repo}/{it.sentence}")


def _precision(gathered: Gathered) -> dict[str, Fact]:
    """Read the precision off the stored tensors, for a config that doesn't state it."""
    word_of = {theirs: ours for ours, theirs in PRECISIONS.items()}
    for each in gathered.inventories:
        stored = {it.dtype for it in each.tensors}
        word = word_of.get(stored.pop() or "") if len(stored) == 1 else None
        if word:
            return {"dtype": Fact(word, Evidence.TENSORS, "of every stored tensor", each.origin)}
    return {}


def _compact(inventory: Inventory, gathered: Gathered) -> Inventory:
    """Keep apart what is in which weights file only where the size of one is known."""
    sized = {pin.name for pin in gathered.pins if pin.size is not None}
    if inventory.has_shapes or any(part.file in sized for part in inventory.parts):
        return inventory
    everything = Part("*", inventory.tensors)
    return evolve(inventory, parts=(everything,))
