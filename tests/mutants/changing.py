"""Ways to change the record of one checkpoint as it is read, and no file."""

from collections.abc import Callable, Iterable
from typing import Any

from attrs import evolve, frozen

from claims._checkpoints.inventory import Inventory, Tensor
from claims._checkpoints.record import Record
from claims._checkpoints.selection import Selection


@frozen
class Changed:
    """The record of one checkpoint with one change; every other record is as it was."""

    checkpoint: str
    change: Callable[[Record], Record]

    def __call__(self, record: Record) -> Record:
        """Make the change, which must change something."""
        changed = self.change(record)
        assert changed != record, f"{self.checkpoint}: nothing was changed"
        return changed


@frozen
class WithChange(Selection):
    """A source of records, one of them changed."""

    changed: Changed | None = None

    def record(self, name: str) -> Record:
        """Give the record of a checkpoint."""
        known = super().record(name)
        return self.changed(known) if self.changed and name == self.changed.checkpoint else known


def state(checkpoint: str, **values: Any) -> Changed:
    """Give facts other values; what they rest on stays as it is."""

    def change(record: Record) -> Record:
        facts = {word: evolve(record.facts[word], value=it) for word, it in values.items()}
        return evolve(record, facts={**record.facts, **facts})

    return Changed(checkpoint, change)


def scale(checkpoint: str, **values: float) -> Changed:
    """Give parts of the scaling of the rotation other values."""

    def change(record: Record) -> Record:
        fact = record.facts["rope_scaling"]
        facts = {**record.facts, "rope_scaling": evolve(fact, value={**fact.value, **values})}
        return evolve(record, facts=facts)

    return Changed(checkpoint, change)


def withhold(checkpoint: str, word: str) -> Changed:
    """Leave a fact out."""

    def change(record: Record) -> Record:
        return evolve(record, facts={key: it for key, it in record.facts.items() if key != word})

    return Changed(checkpoint, change)


def reconcile(checkpoint: str, **values: Any) -> Changed:
    """Change what the reference class was found to account for."""

    def change(record: Record) -> Record:
        assert record.reconciliation
        return evolve(record, reconciliation=evolve(record.reconciliation, **values))

    return Changed(checkpoint, change)


def recount(checkpoint: str, name: str, shape: tuple[int, ...]) -> Changed:
    """Give a tensor of the reference class another shape."""

    def change(record: Record) -> Record:
        made = record.reconciliation
        assert made
        tensors = tuple(evolve(it, shape=shape) if it.name == name else it for it in made.tensors)
        return evolve(record, reconciliation=evolve(made, tensors=tensors))

    return Changed(checkpoint, change)


def rehash(checkpoint: str, name: str) -> Changed:
    """Give a published file another hash."""

    def change(record: Record) -> Record:
        files = tuple(evolve(it, sha256="0" * 64) if it.name == name else it for it in record.files)
        return evolve(record, files=files)

    return Changed(checkpoint, change)


def relist(checkpoint: str, change: Callable[[Inventory], Inventory]) -> Changed:
    """Change the first published list of tensors."""

    def changing(record: Record) -> Record:
        first, *others = record.inventories
        return evolve(record, inventories=(change(first), *others))

    return Changed(checkpoint, changing)


def total(checkpoint: str, total_bytes: int) -> Changed:
    """Let the list add up to other bytes."""
    return relist(checkpoint, lambda it: evolve(it, total_bytes=total_bytes))


def replace(checkpoint: str, change: Callable[[Tensor], Iterable[Tensor]]) -> Changed:
    """Put other tensors, or none, in the place of each one of the list."""

    def changing(listed: Inventory) -> Inventory:
        parts = (
            evolve(part, tensors=[new for it in part.tensors for new in change(it)])
            for part in listed.parts
        )
        return evolve(listed, parts=tuple(parts))

    return relist(checkpoint, changing)


def list_without(checkpoint: str, name: str) -> Changed:
    """Drop a tensor from the list."""
    return replace(checkpoint, lambda it: [] if it.name == name else [it])


def list_with(checkpoint: str, name: str) -> Changed:
    """Add a tensor to the list, beside its last norm."""
    last = "model.norm.weight"
    return replace(checkpoint, lambda it: [it, Tensor(name)] if it.name == last else [it])


def rename(checkpoint: str, name: str, other: str) -> Changed:
    """Call a tensor of the list otherwise."""
    return replace(checkpoint, lambda it: [evolve(it, name=other) if it.name == name else it])


def reshape(checkpoint: str, name: str, shape: tuple[int, ...]) -> Changed:
    """Give a tensor of the list another shape."""
    return replace(checkpoint, lambda it: [evolve(it, shape=shape) if it.name == name else it])


def reprecise(checkpoint: str, name: str, dtype: str) -> Changed:
    """Give a tensor of the list another precision."""
    return replace(checkpoint, lambda it: [evolve(it, dtype=dtype) if it.name == name else it])
