"""One inventory from the headers of all shards, held against the index that names them."""

from pathlib import Path

from claims._checkpoints.formats.refusal import PublishedFileError
from claims._checkpoints.inventory import Inventory, Part
from claims._checkpoints.published_files import ReadFile

INDEX = "model.safetensors.index.json"
SINGLE = "model.safetensors"


def join_shards(folder: Path, files: tuple[ReadFile, ...]) -> tuple[Inventory, ...]:
    """Give the folder's inventories, with those of single shards joined to one.

    Other layouts, adapters and what an earlier save left over may lie beside the weights: what
    counts is what is loaded, the single file where there is one, else the files of the index.
    Raises PublishedFileError where a shard that the index names is missing while others are here,
    or where a shard holds other tensors than the index says.
    """
    found = [(each.name, each.reading.inventory) for each in files if each.reading.inventory]
    shards = {inv.parts[0].file: inv for name, inv in found if _is_shard(name)}
    others = [inv for name, inv in found if not _is_shard(name)]
    index = next((inv for inv in others if inv.origin == INDEX), None)
    if not shards:
        return tuple(others)
    if index is not None:
        others.remove(index)
    if SINGLE in shards:
        shards, index = {SINGLE: shards[SINGLE]}, None
    elif index is not None:
        shards = _named(folder, index, shards)
    parts = tuple(shards[file].parts[0] for file in sorted(shards))
    total = sum(inv.total_bytes or 0 for inv in shards.values())
    origin = index.origin if index else next(iter(sorted(inv.origin for inv in shards.values())))
    return (Inventory(origin, _once(folder, parts), total_bytes=total), *others)


def _is_shard(name: str) -> bool:
    return name.endswith((".safetensors", ".safetensors.header.json"))


def _named(folder: Path, index: Inventory, shards: dict[str, Inventory]) -> dict[str, Inventory]:
    """The shards that the index names, which must hold what it says."""
    for part in index.parts:
        if part.file not in shards:
            raise PublishedFileError(
                folder / INDEX, part.file, "every shard that the index names", "a missing shard"
            )
        here = {it.name for it in shards[part.file].tensors}
        named = {it.name for it in part.tensors}
        if here != named:
            words = f"missing {sorted(named - here)[:3]}, unexpected {sorted(here - named)[:3]}"
            raise PublishedFileError(folder / part.file, "names", "those of the index", words)
    kept = {part.file: shards[part.file] for part in index.parts}
    total = sum(inv.total_bytes or 0 for inv in kept.values())
    if index.total_bytes not in (None, total):
        raise PublishedFileError(folder / INDEX, "`total_size`", f"{total}", index.total_bytes)
    return kept


def _once(folder: Path, parts: tuple[Part, ...]) -> tuple[Part, ...]:
    seen: set[str] = set()
    for part in parts:
        for it in part.tensors:
            if it.name in seen:
                raise PublishedFileError(
                    folder / part.file, repr(it.name), "each name in one shard", "the name twice"
                )
            seen.add(it.name)
    return parts
