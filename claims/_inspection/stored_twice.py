"""Embedding and head where both are stored: whether they hold the same numbers."""

from math import prod
from pathlib import Path

from attrs import frozen

from claims._checkpoints.inventory import WIDTHS, Inventory, Tensor
from claims._inspection.stored_names import Stored
from claims._inspection.target import Target
from claims._probes.fitting.declared import Declared

ROWS = 1024


@frozen
class StoredTwice:
    """The two names; `same` is None where the numbers aren't here, `bytes_read` what it took."""

    embedding: str
    head: str
    same: bool | None = None
    bytes_read: int = 0


def stored_twice(target: Target, declared: Declared, here: Stored) -> StoredTwice | None:
    """Compare the two, read by rows until one differs; None where either isn't stored."""
    inventory, head = target.inventory, declared.head
    if inventory is None or head is None or head == declared.embedding:
        return None
    if declared.embedding not in here or head not in here:
        return None
    pair = here[declared.embedding], here[head]
    # Of the files that are loaded: averages, adapters and what is left over lie beside them.
    one, other = (_path(target.folder, it, inventory) for it in pair)
    first, second = (it.name for it in pair)
    if one is None or other is None:
        return StoredTwice(first, second)
    if pair[0].shape != pair[1].shape:
        return StoredTwice(first, second, same=False)
    return StoredTwice(first, second, *_compared(pair, (one, other)))


def _path(folder: Path | None, tensor: Tensor, inventory: Inventory) -> Path | None:
    """The file that a tensor is in, where there is more of it here than its header."""
    file = next(it.file for it in inventory.parts if tensor in it.tensors)
    path = None if folder is None else folder / file
    return path if path is not None and path.is_file() else None


def _compared(pair: tuple[Tensor, Tensor], paths: tuple[Path, Path]) -> tuple[bool, int]:
    """Whether they are the same, and how many bytes were read to see it."""
    from safetensors import safe_open

    count, *row = pair[0].shape or (0,)
    width = prod(row) * sum(WIDTHS[str(it.dtype)] for it in pair)
    with safe_open(paths[0], framework="pt") as one, safe_open(paths[1], framework="pt") as other:
        a, b = one.get_slice(pair[0].name), other.get_slice(pair[1].name)
        for at in range(0, count, ROWS):
            if not bool((a[at : at + ROWS] == b[at : at + ROWS]).all()):
                return False, min(at + ROWS, count) * width
    return True, count * width
