"""Holding a published inventory against the tensors of a reference class, name by name."""

import math
from collections.abc import Mapping
from typing import Any

from attrs import field, frozen

from claims._checkpoints.formats.extents import Extent
from claims._checkpoints.inventory import WIDTHS, Gap, Inventory, Tensor
from claims._checkpoints.mismatch import Mismatch
from claims._checkpoints.published_names import (
    buffer_dtypes,
    buffer_shape,
    in_reference,
    missing_buffers,
    stored_masks,
)
from claims._checkpoints.safetensors_header import written

PRECISIONS = {"float32": "F32", "float16": "F16", "bfloat16": "BF16"}
Shape = tuple[int, ...]


@frozen
class Reference:
    """The tensors of a reference class by name; `ties` maps each second name to the first."""

    shapes: Mapping[str, Shape]
    ties: Mapping[str, str] = field(factory=dict)

    @property
    def parameters(self) -> int:
        """The number of elements, tied weights counted once."""
        return sum(math.prod(shape) for shape in self.own_shapes.values())

    @property
    def own_shapes(self) -> dict[str, Shape]:
        """Names and shapes without second names of tied weights."""
        return {name: shape for name, shape in self.shapes.items() if name not in self.ties}


@frozen
class Account:
    """What an inventory holds, all of it explained: parameters and stored buffers.

    Tensors carry their names as published; without a total or a precision, `width` is a guess and
    `known_bytes` is false.
    """

    inventory: Inventory
    tensors: tuple[Tensor, ...]
    buffers: tuple[Tensor, ...]
    width: int

    @property
    def known_bytes(self) -> bool:
        """Whether bytes are published at all, as a total or by shapes and precisions."""
        return self.inventory.total_bytes is not None

    @property
    def elements(self) -> int:
        """Every number stored."""
        return sum(it.elements for it in (*self.tensors, *self.buffers))

    @property
    def bytes(self) -> int:
        """Every byte of data stored."""
        own = sum(
            it.elements * (WIDTHS[it.dtype] if it.dtype else self.width) for it in self.tensors
        )
        return own + sum(it.elements * WIDTHS[str(it.dtype)] for it in self.buffers)


def account(reference: Reference, facts: Mapping[str, Any], inventory: Inventory) -> Account:
    """Explain every published tensor and byte, or raise Mismatch."""
    architecture = facts["architecture"]
    found = [(it, in_reference(it, inventory.naming, architecture)) for it in inventory.tensors]
    named = {it.name for _, it in found}
    _names(reference, facts, inventory, named)
    tensors, buffers = [], []
    for published, it in found:
        if it.name in reference.shapes:
            shape = reference.shapes[it.name]
            tensors.append(Tensor(published.name, it.dtype, shape))
        else:
            shape = buffer_shape(it.name, facts) or ()
            _buffer_precision(inventory, it, facts)
            buffers.append(Tensor(published.name, it.dtype, shape))
        if it.shape not in (None, shape):
            words = f"shape of {published.name}: expected {list(shape)}"
            raise Mismatch(inventory.origin, f"{words}, published {list(it.shape or ())}")
    buffers += _in_gaps(facts, inventory)
    stored = _precise(facts, inventory, tensors, buffers)
    total = inventory.total_bytes
    if total is not None and stored.bytes != total:
        raise Mismatch(inventory.origin, "total bytes", difference=total - stored.bytes)
    return stored


def _names(
    reference: Reference, facts: Mapping[str, Any], inventory: Inventory, named: set[str]
) -> None:
    # Of a tied pair it is enough that one is stored, whichever.
    either = {**reference.ties, **{first: second for second, first in reference.ties.items()}}
    missing = {
        name for name in reference.shapes.keys() - named if either.get(name) not in named
    } - set(reference.ties)
    missing |= missing_buffers(named, facts)
    unexpected = {
        name for name in named - reference.shapes.keys() if buffer_shape(name, facts) is None
    }
    if missing or unexpected:
        raise Mismatch(inventory.origin, "names", missing, unexpected)


def _buffer_precision(inventory: Inventory, it: Tensor, facts: Mapping[str, Any]) -> None:
    possible = buffer_dtypes(it.name, facts)
    if it.dtype is not None and it.dtype not in possible:
        words = f"precision of {it.name}: expected {' or '.join(possible)}"
        raise Mismatch(inventory.origin, f"{words}, published {it.dtype}")


def _in_gaps(facts: Mapping[str, Any], inventory: Inventory) -> list[Tensor]:
    """Name what lies in the unnamed stretches: the masks, if there are as many and as long."""
    gaps = [gap for part in inventory.parts for gap in part.gaps]
    if not gaps:
        return []
    lengths = sorted(gap.end - gap.begin for gap in gaps)
    masks = stored_masks(facts)
    expected = [4 * mask.elements for mask in masks]
    if lengths != expected:
        raise Mismatch(inventory.origin, "unnamed bytes", difference=sum(lengths) - sum(expected))
    _in_header(inventory, gaps, masks)
    return masks


def _in_header(inventory: Inventory, gaps: list[Gap], masks: list[Tensor]) -> None:
    """Hold the masks' lines in the header against what the named tensors leave of it.

    Which mask lies in which gap doesn't matter: the lines are as long together in any order.
    """
    left = sum(part.gap_header_bytes or 0 for part in inventory.parts)
    placed = [Extent(it, gap.begin, gap.end) for it, gap in zip(masks, gaps, strict=True)]
    taken = len(written(placed)) - len(written([]))
    if left != taken:
        raise Mismatch(inventory.origin, "header of unnamed tensors", difference=left - taken)


def _precise(
    facts: Mapping[str, Any], inventory: Inventory, tensors: list[Tensor], buffers: list[Tensor]
) -> Account:
    """Settle each precision: as the header says, or what alone makes up the total."""
    given = (it.dtype for it in tensors if it.dtype is not None)
    dtype = next(given, PRECISIONS.get(facts.get("dtype", "")))
    widths = [WIDTHS[dtype]] if dtype else [4, 2, 1]
    tries = [
        Account(
            inventory,
            tuple(Tensor(it.name, it.dtype or dtype, it.shape) for it in tensors),
            tuple(Tensor(it.name, it.dtype or kind, it.shape) for it in buffers),
            width,
        )
        for width in widths
        for kind in ("F32", "F16")
    ]
    total = inventory.total_bytes
    return min(tries, key=lambda one: abs(one.bytes - total) if total is not None else 0)
