"""What is stored in published weights: names, and shapes, precisions and bytes where known."""

import math
from collections.abc import Iterable
from functools import cached_property

from attrs import field, frozen

# Bytes of one element, by the name that safetensors gives its precision.
WIDTHS = {
    "F64": 8,
    "I64": 8,
    "U64": 8,
    "F32": 4,
    "I32": 4,
    "U32": 4,
    "F16": 2,
    "BF16": 2,
    "I16": 2,
    "U16": 2,
    "F8_E4M3": 1,
    "F8_E5M2": 1,
    "F8_E4M3FNUZ": 1,
    "F8_E5M2FNUZ": 1,
    "F8_E8M0": 1,
    "I8": 1,
    "U8": 1,
    "BOOL": 1,
}


@frozen
class Tensor:
    """One stored tensor; shape and precision are absent where only its name is published."""

    name: str
    dtype: str | None = None
    shape: tuple[int, ...] | None = None

    @property
    def elements(self) -> int:
        """How many numbers it holds; raises ValueError where no shape is published."""
        if self.shape is None:
            raise ValueError(f"{self.name}: the shape isn't published")
        return math.prod(self.shape)


def _sorted(tensors: Iterable[Tensor]) -> tuple[Tensor, ...]:
    return tuple(sorted(tensors, key=lambda tensor: tensor.name))


@frozen
class Gap:
    """A stretch of data whose tensor isn't named, from `begin` up to `end`."""

    begin: int
    end: int


@frozen
class Part:
    """What one weights file holds.

    Where some tensors aren't named, `gaps` are their bytes, and `gap_header_bytes` is what the
    named ones leave of the header.
    """

    file: str
    tensors: tuple[Tensor, ...] = field(default=(), converter=_sorted)
    gaps: tuple[Gap, ...] = ()
    gap_header_bytes: int | None = None
    header_bytes: int | None = None
    file_bytes: int | None = None


@frozen(slots=False)
class Inventory:
    """All tensors of a checkpoint as one published file (or set of headers) lists them.

    `origin` is the published file; `naming` is `hub`, or `openai` for the authors' own.
    `checksums` are masked CRC-32C sums by name, 8 hexadecimal digits each, where it lists them.
    """

    origin: str
    parts: tuple[Part, ...]
    naming: str = "hub"
    total_bytes: int | None = None
    checksums: dict[str, str] = field(factory=dict)

    @cached_property
    def tensors(self) -> tuple[Tensor, ...]:
        """Every named tensor, in the order of the names."""
        return _sorted(it for part in self.parts for it in part.tensors)

    def names(self) -> list[str]:
        """Every name, repeated layers written out, in the order of their text."""
        return [it.name for it in self.tensors]

    @property
    def has_shapes(self) -> bool:
        """Whether shape and precision of every named tensor are published."""
        return all(it.shape is not None and it.dtype is not None for it in self.tensors)
