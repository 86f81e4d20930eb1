"""How a checkpoint's reference class accounted for what is published of its weights."""

from typing import Literal

from attrs import frozen

from claims._checkpoints.inventory import Tensor

# exact: names and bytes; size: bytes alone; bound: not more than; none: nothing is published.
Kind = Literal["exact", "size", "bound", "none"]


@frozen
class StoredBuffer:
    """A tensor that the weights hold and that is no parameter, once per layer."""

    names: str
    count: int
    dtype: str
    bytes: int


@frozen
class Met:
    """One published file and what of it was met exactly (or, for a bound, not exceeded)."""

    file: str
    what: str


@frozen
class Reconciliation:
    """The result of holding the reference class against every published inventory and size.

    `parameters` counts tied weights once. `tensors` are the reference class's own, by name and
    shape. `at_most` is the highest number of elements that a bound allows.
    """

    kind: Kind
    parameters: int
    library: str
    stored_elements: int | None = None
    stored_bytes: int | None = None
    at_most: int | None = None
    ties: tuple[str, ...] = ()
    buffers: tuple[StoredBuffer, ...] = ()
    against: tuple[Met, ...] = ()
    tensors: tuple[Tensor, ...] = ()
