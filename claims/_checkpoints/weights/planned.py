"""What reading some tensors would cost, from what is recorded of a checkpoint."""

from math import prod

from attrs import frozen

from claims._checkpoints.accounting import PRECISIONS
from claims._checkpoints.editing import named
from claims._checkpoints.inventory import WIDTHS, Tensor
from claims._checkpoints.published_names import as_published
from claims._checkpoints.record import Record
from claims._checkpoints.repeated_names import expand
from claims._checkpoints.weights.reads import Reads

Shape = tuple[int, ...]


@frozen
class Planned:
    """A tensor that would be read, and how many bytes of it; None where its shape isn't known."""

    name: str
    bytes: int | None


def planned(record: Record, reads: Reads) -> list[Planned]:
    """Give what a check would read of a checkpoint, as its record lists what is stored.

    Without a published list it is what the reference class stores.
    """
    wanted = named(reads.pattern, record.value("architecture"))
    return [_cost(it, reads) for it in _stored(record) if wanted(it.name)]


def _stored(record: Record) -> list[Tensor]:
    architecture = record.value("architecture")
    listed = next((it for it in record.inventories if it.naming == "hub" and it.tensors), None)
    known = _known(record)
    if listed is None:
        return [Tensor(name, *known[name]) for name in sorted(known)]
    # A stored mask may have no name in the list, but is known from the size of the file.
    names = {it.name: it for it in listed.tensors}
    names |= {it: Tensor(it) for it in _buffers(record) if it not in names}
    found = []
    for name, it in sorted(names.items()):
        dtype, shape = known.get(as_published(name, architecture), (None, None))
        found.append(Tensor(name, it.dtype or dtype, it.shape or shape))
    return found


def _known(record: Record) -> dict[str, tuple[str, Shape]]:
    """Precision and shape of all that the reference class and the buffers beside it store."""
    made, architecture = record.reconciliation, record.value("architecture")
    if made is None:
        return {}
    dtype = PRECISIONS.get(record.values.get("dtype", ""), "F32")
    ties = {tie.split(" = ")[0] for tie in made.ties}
    own = (it for it in made.tensors if it.name not in ties)
    found = {as_published(it.name, architecture): (dtype, it.shape or ()) for it in own}
    return found | _buffers(record)


def _buffers(record: Record) -> dict[str, tuple[str, Shape]]:
    made = record.reconciliation
    return {
        name: (it.dtype, (it.bytes // WIDTHS[it.dtype] // it.count,))
        for it in (made.buffers if made else ())
        for name in expand(it.names.split(", "))
    }


def _cost(tensor: Tensor, reads: Reads) -> Planned:
    if tensor.shape is None or tensor.dtype is None:
        return Planned(tensor.name, None)
    shape = tensor.shape
    if reads.rows is not None and shape:
        shape = (min(reads.rows, shape[0]), *shape[1:])
    return Planned(tensor.name, prod(shape) * WIDTHS[tensor.dtype])
