"""How long a header is likely to be, so that one request brings all of it and little more.

A header that is longer than expected takes a second request, so what isn't known counts as long.
Layers are alike: once the headers of some files have been read, those of the others are known but
for a few digits.
"""

import json
import re
from collections.abc import Iterable
from threading import Lock

from attrs import field, frozen

from claims._checkpoints.formats.extents import Extent
from claims._checkpoints.inventory import WIDTHS, Part, Tensor

# Digits of the widest matrix, of a vector, and of the data that a shard may hold: 10 GB and more.
_MATRIX, _VECTOR, _DATA = (999_999, 99_999), (99_999,), 10**10
_IS_VECTOR = re.compile(r"norm|ln_|bias$|inv_freq$")
# Before a file is read: what its writer says of it, and what fills it up.
_BESIDES = 48
# Headers are filled up to a multiple of this.
_FILLED = 8
_NUMBER = re.compile(r"\d+")


def likely_length(part: Part) -> int:
    """How long a header is of which only the names are known, and seldom more; bytes."""
    shapes = (_VECTOR if _IS_VECTOR.search(it.name) else _MATRIX for it in part.tensors)
    guessed = [
        Tensor(it.name, "BF16", shape) for it, shape in zip(part.tensors, shapes, strict=True)
    ]
    return _BESIDES + sum(_row(it, _DATA, _DATA) for it in guessed)


def telling_first(parts: Iterable[Part]) -> tuple[list[Part], list[Part]]:
    """The files that have a kind of tensor that none before has, and the others."""
    seen: set[str] = set()
    telling: list[Part] = []
    others: list[Part] = []
    for part in parts:
        kinds = {_kind(it.name) for it in part.tensors}
        (others if part.tensors and kinds <= seen else telling).append(part)
        seen |= kinds
    return telling, others


@frozen
class Expected:
    """What the headers that were read tell of the others: a tensor is as that of another layer.

    Several threads may tell it of what they read, in any order.
    """

    alike: dict[str, Tensor] = field(factory=dict)
    besides: list[int] = field(factory=list)
    _lock: Lock = field(factory=Lock)

    def length(self, part: Part) -> int:
        """How long the header of a file with these tensors is, and hardly ever more; bytes.

        Of a file of which no names are known, nothing.
        """
        if not part.tensors:
            return 0
        likely = [
            Tensor(it.name, like.dtype, like.shape)
            for it in part.tensors
            if (like := self.alike.get(_kind(it.name)))
        ]
        if not self.besides or len(likely) < len(part.tensors):
            return likely_length(part)
        # The least has the least filling in it, if what differs is the filling.
        least, most = min(self.besides), max(self.besides)
        length = (least if most - least < _FILLED else most) + _rows(likely)
        return -(-length // _FILLED) * _FILLED

    def learn(self, length: int, extents: Iterable[Extent]) -> None:
        """Take note of a header that was read."""
        rows = 0
        with self._lock:
            for it in extents:
                kind = _kind(it.tensor.name)
                self.alike[kind] = max(it.tensor, self.alike.get(kind, it.tensor), key=_data_bytes)
                rows += _row(it.tensor, it.begin, it.end)
            self.besides.append(max(0, length - rows))


def _kind(name: str) -> str:
    """A name without its numbers: that of a layer, or of an expert."""
    return _NUMBER.sub("#", name)


def _rows(tensors: Iterable[Tensor]) -> int:
    """How long these take in the order in which they take longest: the largest first."""
    length = end = 0
    for it in sorted(tensors, key=_data_bytes, reverse=True):
        begin, end = end, end + _data_bytes(it)
        length += _row(it, begin, end)
    return length


def _data_bytes(it: Tensor) -> int:
    """How long a tensor's data is."""
    return it.elements * WIDTHS[str(it.dtype)]


def _row(it: Tensor, begin: int, end: int) -> int:
    """How long a tensor's part of a header is, with the comma behind it."""
    row = {"dtype": it.dtype, "shape": it.shape, "data_offsets": [begin, end]}
    return len(json.dumps({it.name: row}, separators=(",", ":"), ensure_ascii=False).encode()) - 1
