"""What a folder holds of one checkpoint: its own published files, and those of its siblings."""

from pathlib import Path

import attrs
from attrs import frozen

from claims._checkpoints.catalogue import Checkpoint, Source
from claims._checkpoints.formats.pins_table import read_pins, read_ties
from claims._checkpoints.formats.reading import Reading
from claims._checkpoints.formats.refusal import PublishedFileError
from claims._checkpoints.inventory import Inventory
from claims._checkpoints.published_file import Pin, PublishedFile
from claims._checkpoints.published_files import ReadFile, is_model_folder, read_folder
from claims._checkpoints.shards import join_shards

AS_FOUND = "as found in the folder"


@frozen
class Gathered:
    """Files read, in their order of precedence, with what each gave; inventories and pins."""

    files: tuple[tuple[PublishedFile, Reading], ...]
    inventories: tuple[Inventory, ...]
    pins: tuple[Pin, ...]


def gather(checkpoint: Checkpoint, folder: Path) -> Gathered:
    """Read all that the folder has of a checkpoint's sources; own files come first."""
    table, ties = read_pins(folder), read_ties(folder)
    pins = list(checkpoint.pins)
    hub = [pin for pin in (*pins, *table) if pin.repo == checkpoint.hub]
    files: list[tuple[PublishedFile, Reading]] = []
    inventories: list[tuple[str, Inventory]] = []
    for source in _sources(checkpoint, folder):
        pins += _pinned(source, table)
        place = folder if source.folder == "." else folder / source.folder
        read = read_folder(place, source.only) if is_model_folder(place) else ()
        repos = {each.name: _repo(each, source, checkpoint.hub, folder, hub) for each in read}
        for each in read:
            repo = repos[each.name]
            pins += [attrs.evolve(pin, repo=repo) for pin in each.reading.pins]
            files.append((_described(each, repo, source, table, ties), _reduced(each, source)))
        joined = join_shards(place, read)
        inventories += [(f"{repos[inv.origin]}/{inv.origin}", inv) for inv in joined]
    files = [(_owned(file, checkpoint, table), reading) for file, reading in files]
    files.sort(key=lambda pair: pair[0].relation == "sibling")
    rank = {file.path: at for at, (file, _) in enumerate(files)}
    inventories.sort(key=lambda pair: rank[pair[0]])
    return Gathered(
        tuple(files),
        tuple(attrs.evolve(inv, origin=path) for path, inv in inventories),
        _unread(pins, files),
    )


def _sources(checkpoint: Checkpoint, folder: Path) -> tuple[Source, ...]:
    """A folder that itself holds a model's files stands for the checkpoint that was asked for."""
    if is_model_folder(folder):
        return (Source(".", "own", pinned_as=(checkpoint.hub,)),)
    return checkpoint.sources


def _repo(read: ReadFile, source: Source, hub: str, folder: Path, pins: list[Pin]) -> str:
    """Say whose a file is: that one's own folder holds the hub's, only a pinned hash tells."""
    if source.folder != ".":
        return source.folder
    if any((pin.name, pin.sha256) == (read.name, read.sha256) for pin in pins):
        return hub
    # A name on disk needn't be UTF-8, and a record is.
    name = folder.resolve().name.encode("utf-8", "replace").decode()
    return f"{name} (a folder of one's own)"


def _pinned(source: Source, table: tuple[Pin, ...]) -> list[Pin]:
    names = {source.folder, *source.pinned_as}
    return [attrs.evolve(pin, repo=source.folder) for pin in table if pin.repo in names]


def _described(
    read: ReadFile,
    repo: str,
    source: Source,
    table: tuple[Pin, ...],
    ties: dict[str, tuple[str, str]],
) -> PublishedFile:
    pinned = [pin for pin in _pinned(source, table) if pin.name == read.name]
    hashes = {pin.sha256 for pin in pinned if pin.sha256}
    # Of weights only the header is read, so what is pinned of the whole file says nothing here.
    whole = not read.name.endswith(".safetensors")
    if whole and hashes and read.sha256 not in hashes:
        words = f"SHA-256 {' or '.join(sorted(hashes))}, as pinned"
        raise PublishedFileError(f"{repo}/{read.name}", "content", words, read.sha256)
    known, strength = ties.get(f"{repo}/{read.name}", ("", AS_FOUND))
    return PublishedFile(
        repo=repo,
        name=read.name,
        sha256=read.sha256,
        size=read.size,
        relation=source.relation,
        tie=strength if known == read.sha256 else AS_FOUND,
        words=source.words,
        revision=next((pin.revision for pin in pinned if pin.sha256 == read.sha256), None),
    )


def _reduced(read: ReadFile, source: Source) -> Reading:
    facts = {word: it for word, it in read.reading.facts.items() if word not in source.without}
    return attrs.evolve(read.reading, facts=facts)


def _owned(file: PublishedFile, checkpoint: Checkpoint, table: tuple[Pin, ...]) -> PublishedFile:
    """A sibling's file with the bytes that are pinned for the checkpoint's own is its own."""
    same = [it for it in table if it.repo == checkpoint.hub and it.sha256 == file.sha256]
    if file.relation == "own" or not same:
        return file
    words = f"the same bytes as {checkpoint.hub}/{same[0].name}"
    return attrs.evolve(file, relation="own", words=words, revision=same[0].revision)


def _unread(pins: list[Pin], files: list[tuple[PublishedFile, Reading]]) -> tuple[Pin, ...]:
    """Keep each pin once, and leave out those of files that were read."""
    read = {(file.repo, file.name) for file, _ in files if not _is_pointer(file)}
    kept = [pin for pin in dict.fromkeys(pins) if (pin.repo, pin.name) not in read]
    return tuple(_longest_revision(pin, kept) for pin in kept)


def _is_pointer(file: PublishedFile) -> bool:
    return file.name.endswith(".safetensors") and file.size <= 1024


def _longest_revision(pin: Pin, pins: list[Pin]) -> Pin:
    """Write a shortened revision out, where another pin of the same repository has it whole."""
    if pin.revision is None:
        return pin
    longer = [
        other.revision
        for other in pins
        if other.repo == pin.repo and (other.revision or "").startswith(pin.revision)
    ]
    return attrs.evolve(pin, revision=max(filter(None, longer), key=len))
