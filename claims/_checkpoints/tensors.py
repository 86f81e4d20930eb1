"""The subject of a check on the published inventory: names, shapes and bytes, no values."""

import re
from typing import Any

from claims._checkpoints.facts import Facts, origins, siblings
from claims._checkpoints.inventory import Inventory
from claims._checkpoints.record import Record
from claims._core.control import Change, EditedInventory
from claims._core.observed import Untested
from claims._core.result import Lean
from claims._core.unit import Unit
from claims._core.words import Evidence

# What a safetensors header spends on one tensor: 118 on average over the published shards of
# Llama 3.1 8B (33,848 bytes of header for 291 tensors).
BYTES_A_TENSOR = 118


class Tensors(Facts):
    """What is stored in one checkpoint, by its published header or index."""

    evidence = Evidence.TENSORS

    def __init__(
        self, name: str, record: Record, inventory: Inventory, edit: EditedInventory | None = None
    ) -> None:
        super().__init__(name, record.values, origins(record))
        self.siblings = siblings(record)
        self.inventory = inventory
        self.edit = edit or EditedInventory()

    @classmethod
    def of(cls, unit: Unit, source: Any, change: Change) -> "Tensors":
        """Read the unit's inventory from a source, as a control edits it."""
        record = source.record(unit.name)
        if record.inventory is None:
            raise Untested(
                "no list of its tensors is published here; the headers of its safetensors files "
                "have it: `--source FOLDER`",
                cost_bytes=header_cost(record),
            )
        edit = change if isinstance(change, EditedInventory) else None
        return cls(unit.name, record, record.inventory, edit)

    @property
    def names(self) -> list[str]:
        """Every stored tensor's name, repeated layers written out."""
        kept = [name for name in self.inventory.names() if not self._dropped(name)]
        return kept + list(self.edit.extra)

    def named(self, pattern: str) -> list[str]:
        """The stored tensors whose whole name matches a regular expression."""
        return [name for name in self.names if re.fullmatch(pattern, name)]

    def leans(self) -> list[Lean]:
        """The facts that were read, and the file that the inventory comes from."""
        sibling = self.siblings.get(self.inventory.origin, "")
        inventory = Lean("inventory", Evidence.TENSORS, self.inventory.origin, sibling)
        return [*super().leans(), inventory]

    def _dropped(self, name: str) -> bool:
        return any(re.fullmatch(pattern, name) for pattern in self.edit.without)


def header_cost(record: Record) -> int:
    """Estimate the bytes of a checkpoint's safetensors headers from its class's own tensors."""
    layers: int = record.value("layers")
    repeated = record.reconciliation.tensors if record.reconciliation else ()
    names = sum(layers if "{" in it.name else 1 for it in repeated)
    return names * BYTES_A_TENSOR
