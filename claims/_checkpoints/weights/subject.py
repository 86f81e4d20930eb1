"""The subject of a check on the real weights: the tensors that it declares to read."""

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from claims._checkpoints.catalogue import catalogue
from claims._checkpoints.editing import named
from claims._checkpoints.facts import Facts, origins
from claims._checkpoints.inventory import Tensor
from claims._checkpoints.published_names import as_published, in_reference
from claims._checkpoints.record import Record
from claims._checkpoints.source import Recorded
from claims._checkpoints.weights.checksum import masked_crc32c
from claims._checkpoints.weights.frequencies import follow
from claims._checkpoints.weights.planned import Planned, planned
from claims._checkpoints.weights.reads import Reads
from claims._checkpoints.weights.stored import Stored
from claims._core.control import Change
from claims._core.observed import CantTell, Inapplicable, Untested
from claims._core.unit import Unit
from claims._core.words import Evidence


class Weights(Facts):
    """The stored values of one checkpoint, one tensor after the other, where they are at hand.

    Raises Untested, with the cost in bytes, where they aren't; Inapplicable where nothing that
    the check reads is stored.
    """

    evidence = Evidence.WEIGHTS
    declares_reads = True

    def __init__(self, name: str, record: Record, stored: Stored | None, reads: Reads) -> None:
        super().__init__(name, record.values, origins(record), record.unread)
        self.record, self.stored, self.reads = record, stored, reads
        self._before = stored.bytes_read if stored else 0

    @classmethod
    def of(cls, unit: Unit, source: Any, change: Change, reads: Reads) -> "Weights":
        """Look for the unit's weights in a source; a control changes nothing about them."""
        return cls(unit.name, source.record(unit.name), source.weights(unit.name), reads)

    @property
    def planned(self) -> list[Planned]:
        """What the check would read: as the files say, else as the record does."""
        if self.stored is None:
            return planned(self.record, self.reads)
        rows = self.reads.rows
        return [Planned(name, self.stored.size(name, rows)) for name in self._names]

    @property
    def bytes_read(self) -> int:
        """The bytes of data that this check read."""
        return self.stored.bytes_read - self._before if self.stored else 0

    def tensors(self) -> Iterator[tuple[str, Any]]:
        """Read the declared tensors in the order of their names, a NumPy array each."""
        stored = self._at_hand()
        return ((name, stored.read(name, self.reads.rows)) for name in self._names)

    def only(self) -> Any:
        """Read the one declared tensor; raises CantTell if more than one fits."""
        if len(self._names) > 1:
            raise CantTell(f"expected one tensor, found {', '.join(self._names[:3])}")
        return next(self.tensors())[1]

    def differ(self) -> bool:
        """Whether the declared tensors are two that differ in what is read of them.

        Raises CantTell where both are alike in that, which says nothing of the rest of them.
        """
        import numpy

        read = dict(self.tensors())
        if not all(numpy.isfinite(it).all() for it in read.values()):
            raise CantTell(f"{' and '.join(read)}: expected numbers, measured what is none")
        first, *others = read.values()
        if others and numpy.array_equal(first, others[0]):
            raise CantTell(f"{' and '.join(read)} are both stored, and alike in what was read")
        return bool(others)

    def turns_by(self, name: str, frequencies: Any, base: float) -> bool:
        """Whether a tensor's frequencies are those of a base, as near as its precision holds."""
        self.require_understood("rope_scaling")
        return follow(frequencies, self._at_hand().dtype(name), base)

    def checksums(self) -> Iterator[tuple[str, str]]:
        """Give the masked CRC-32C of each declared tensor's bytes, read piece by piece.

        It stands under the name of the hub's files, whichever this one has.
        """
        stored, architecture = self._at_hand(), self.values["architecture"]
        return (
            (as_published(name, architecture), masked_crc32c(stored.pieces(name)))
            for name in self._names
        )

    @property
    def listed_checksums(self) -> dict[str, str]:
        """The sums that the authors' own index lists, under the names of the hub's files.

        They are in the project's records alone: no file of the hub has them.
        """
        architecture = self.values["architecture"]
        known = any(it.id == self.name for it in catalogue())
        inventories = Recorded().record(self.name).inventories if known else ()
        listed = next((it for it in inventories if it.checksums), None)
        if listed is None:
            raise Inapplicable("no checksums of its tensors were published by its authors")
        ours = {
            it: in_reference(Tensor(it), listed.naming, architecture) for it in listed.checksums
        }
        return {
            as_published(it.name, architecture): listed.checksums[theirs]
            for theirs, it in ours.items()
        }

    @cached_property
    def _names(self) -> list[str]:
        """What is stored under the declared names: as the files say, else as the record does."""
        if self.stored is None:
            found = [it.name for it in planned(self.record, self.reads)]
        else:
            wanted = named(self.reads.pattern, self.values["architecture"])
            found = [name for name in self.stored.names() if wanted(name)]
        if not found:
            raise Inapplicable(f"no stored tensor is called {self.reads.pattern}")
        return found

    def _at_hand(self) -> Stored:
        many = len(self._names)
        if self.stored is not None:
            return self.stored
        costs = [it.bytes for it in planned(self.record, self.reads)]
        known = [it for it in costs if it is not None]
        what = f"{many} tensors of the real weights were" if many > 1 else f"{self._names[0]} was"
        raise Untested(
            f"{what} not read: `--evidence weights` with `--source hub` or a FOLDER does",
            cost_bytes=sum(known) if len(known) == len(costs) else None,
        )
