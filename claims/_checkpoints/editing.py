"""A list of tensors as a control edits it."""

import re
from collections.abc import Iterable

from attrs import evolve

from claims._checkpoints.inventory import Tensor
from claims._checkpoints.published_names import as_published
from claims._core.control import EditedInventory


def edit_tensors(
    tensors: Iterable[Tensor], edit: EditedInventory, architecture: str
) -> list[Tensor]:
    """Drop and reshape what the control names, by its name as published or in the class."""
    kept = list(tensors)
    for pattern in edit.without:
        kept = [it for it in kept if not is_named(it.name, pattern, architecture)]
    for pattern, shape in edit.reshaped.items():
        kept = [
            evolve(it, shape=shape) if is_named(it.name, pattern, architecture) else it
            for it in kept
        ]
    return kept


def is_named(name: str, pattern: str, architecture: str) -> bool:
    """Whether the whole name matches, as it stands or as the hub's files have it."""
    return any(re.fullmatch(pattern, it) for it in (name, as_published(name, architecture)))
