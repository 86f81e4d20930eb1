"""The subject of a check on what is stored: names, shapes, counts and bytes, no values."""

import re
from functools import cached_property
from typing import Any

from claims._checkpoints.counted import Counted, Shape, header_cost
from claims._checkpoints.editing import edit_tensors
from claims._checkpoints.facts import Facts, origins, siblings
from claims._checkpoints.inventory import Inventory, Tensor
from claims._checkpoints.layers import by_layer, folded, uneven
from claims._checkpoints.published_file import PublishedFile
from claims._checkpoints.published_names import as_published, in_reference
from claims._checkpoints.record import Record
from claims._checkpoints.two_matrices import two_matrices
from claims._core.control import Change, EditedInventory
from claims._core.observed import CantTell, Inapplicable, Untested
from claims._core.result import Lean
from claims._core.unit import Unit
from claims._core.words import Evidence


class Tensors(Facts):
    """What is stored in one checkpoint: by its published list, or by a size that was met.

    Names need a published list. Shapes and counts are those of the reference class, wherever it
    accounts for all that is published; what isn't there raises Untested when it is read.
    """

    evidence = Evidence.TENSORS

    def __init__(self, name: str, record: Record, edit: EditedInventory | None = None) -> None:
        unread = (*record.unread, *two_matrices(record))
        super().__init__(name, record.values, origins(record), unread)
        self.record, self.edit = record, edit or EditedInventory()
        self._read: dict[str, str] = {}
        self._count = False

    @classmethod
    def of(cls, unit: Unit, source: Any, change: Change) -> "Tensors":
        """Take the unit's record from a source, and a control's edit of what is stored."""
        edit = change if isinstance(change, EditedInventory) else None
        return cls(unit.name, source.record(unit.name), edit)

    @property
    def names(self) -> list[str]:
        """Every stored tensor's name, as the hub's files have it, repeated layers written out."""
        inventory = self.record.inventory
        if inventory is None:
            raise Untested(
                "no list of its tensors is published here; the headers of its safetensors files "
                "have it: `--source FOLDER`",
                cost_bytes=header_cost(self.record),
            )
        self._read[inventory.origin] = "inventory"
        architecture = self.values["architecture"]
        stored = (as_published(it.name, architecture) for it in self._edited(inventory))
        return [*stored, *self.edit.extra]

    def named(self, pattern: str) -> list[str]:
        """The stored tensors whose whole name matches a regular expression."""
        matches = re.compile(pattern).fullmatch
        return [name for name in self.names if matches(name)]

    @property
    def blocks(self) -> dict[int, list[str]]:
        """The names that each layer holds, the layer's own path cut off."""
        return by_layer(self.names)

    @property
    def block_names(self) -> list[str]:
        """What every layer holds; raises CantTell, with the layers, where they aren't alike."""
        blocks = self.blocks
        if odd := uneven(blocks, self.fact("layers")):
            raise CantTell(f"layers {odd} don't hold what the others do", uneven_layers=odd)
        return blocks[0]

    def shapes(self, pattern: str) -> dict[str, Shape]:
        """The shapes of parameters by name, written once for all layers: `h.{}.ln_1.weight`.

        Raises CantTell where the layers of one name differ in shape.
        """
        found: dict[str, Shape] = {}
        matches = re.compile(pattern).fullmatch
        for name, shape in self._counted.shapes.items():
            if matches(name) and found.setdefault(folded(name), shape) != shape:
                raise CantTell(f"the layers of {folded(name)} differ in shape")
        return found

    def shape(self, pattern: str) -> Shape:
        """The shape of the only parameter of that name, of which each layer may have one.

        Raises Inapplicable where there is none, as in another architecture.
        """
        found = self.shapes(pattern)
        if not found:
            known = ", ".join(sorted(set(map(folded, self._counted.shapes))))
            raise Inapplicable(f"{self.name} has no parameter called {pattern}; it has {known}")
        if len(found) > 1:
            words = f"expected one parameter called {pattern!r}, found {', '.join(found)}"
            raise LookupError(f"{self.name}: {words}")
        return next(iter(found.values()))

    def has(self, pattern: str) -> bool:
        """Whether it has a parameter of that name, in any layer."""
        return any(map(re.compile(pattern).fullmatch, self._counted.shapes))

    @property
    def parameters(self) -> int:
        """The number of parameters, tied ones counted once."""
        self.require_understood("tied_embeddings")
        self._count = True
        return self._counted.parameters

    @property
    def stored_elements(self) -> int:
        """Every number that the weights hold, parameters and buffers."""
        return self._counted.stored_elements

    @property
    def stored_bytes(self) -> int:
        """Every byte of the weights' data, headers left out."""
        return self._counted.stored_bytes

    @property
    def buffers(self) -> dict[str, int]:
        """How many numbers each stored tensor holds that is no parameter."""
        return {it.name: it.elements for it in self._counted.buffers}

    def listed(self, naming: str) -> dict[str, Shape]:
        """The shapes that one published list states, under the names of the reference class.

        `naming` is `hub`, or `openai` for the authors' own; raises Untested where no such list,
        or none with shapes, is published.
        """
        found = [it for it in self.record.inventories if it.naming == naming and it.has_shapes]
        if not found:
            raise Untested(f"no list of {self.name}'s shapes named as {naming} is published here")
        self._read[found[0].origin] = "inventory"
        architecture = self.values["architecture"]
        ours = (in_reference(it, naming, architecture) for it in self._edited(found[0]))
        return {it.name: it.shape or () for it in ours}

    def file(self, name: str) -> PublishedFile:
        """A published file of that name, with its SHA-256; the checkpoint's own before others."""
        files = sorted(self.record.files, key=lambda it: it.relation)
        found = next((it for it in files if it.name == name), None)
        if found is None:
            raise Untested(f"no {name} of {self.name} is published here")
        self._read[found.path] = name
        return found

    def leans(self) -> list[Lean]:
        """The facts that were read, and the published files that the rest comes from."""
        files = siblings(self.record)
        read = [(what, path) for path, what in self._read.items()]
        # The count itself rests on no other fact, whatever else a check read.
        read += [("parameters", path) for path in [*self._read][:1] if self._count]
        return [
            *super().leans(),
            *(Lean(what, Evidence.TENSORS, path, files.get(path, "")) for what, path in read),
        ]

    @cached_property
    def _counted(self) -> Counted:
        counted = Counted(self.record, self.edit)
        inventory = self.record.inventory
        met = (it.file for it in counted.made.against)
        self._read |= (
            {inventory.origin: "inventory"} if inventory else dict.fromkeys(met, "published size")
        )
        return counted

    def _edited(self, inventory: Inventory) -> list[Tensor]:
        return edit_tensors(inventory.tensors, self.edit, self.values["architecture"])
