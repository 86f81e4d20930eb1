"""A list of tensors as a control edits it."""

import re
from collections.abc import Callable, Iterable

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
        dropped = named(pattern, architecture)
        kept = [it for it in kept if not dropped(it.name)]
    for pattern, shape in edit.reshaped.items():
        other = named(pattern, architecture)
        kept = [evolve(it, shape=shape) if other(it.name) else it for it in kept]
    return kept


def named(pattern: str, architecture: str) -> Callable[[str], bool]:
    """Make the test whether a whole name matches, as it stands or as the hub's files have it."""
    matches = re.compile(pattern).fullmatch
    return lambda name: bool(matches(name) or matches(as_published(name, architecture)))
