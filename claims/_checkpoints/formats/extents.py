"""Where tensors lie in their data: each as long as its shape says, none over another."""

from collections.abc import Iterable
from pathlib import Path

from attrs import frozen

from claims._checkpoints.formats.refusal import PublishedFileError
from claims._checkpoints.inventory import WIDTHS, Tensor

# Python's integers have no end: the product of absurd sizes takes hours, and couldn't be shown.
_MOST_ELEMENTS = 2**62
_LONGEST = 2**63
_MOST_DIMENSIONS = 64


@frozen
class Extent:
    """A tensor's bytes within the data, from `begin` up to `end`."""

    tensor: Tensor
    begin: int
    end: int


def covered(path: Path | str, extents: Iterable[Extent], total: int) -> list[tuple[int, int]]:
    """Give the gaps between the tensors; refuses overlaps, wrong lengths, and what is outside."""
    gaps, reached, names = [], 0, set()
    for each in sorted(extents, key=lambda extent: (extent.begin, extent.end)):
        _right_length(path, each)
        name = each.tensor.name
        if name in names:
            raise PublishedFileError(path, repr(name), "each name once", "the name twice")
        names.add(name)
        if each.begin < reached:
            raise PublishedFileError(
                path, repr(name), f"a begin at {reached} or later", f"{each.begin}: an overlap"
            )
        if each.begin > reached:
            gaps.append((reached, each.begin))
        reached = each.end
    if reached > total:
        raise PublishedFileError(path, "data", f"{total} bytes", f"offsets up to {reached}")
    if reached < total:
        gaps.append((reached, total))
    return gaps


def _right_length(path: Path | str, extent: Extent) -> None:
    tensor = extent.tensor
    _can_be(path, extent)
    expected = tensor.elements * WIDTHS[str(tensor.dtype)]
    if extent.end - extent.begin != expected:
        words = f"{expected} bytes for {tensor.dtype} {list(tensor.shape or ())}"
        raise PublishedFileError(path, repr(tensor.name), words, extent.end - extent.begin)


def _can_be(path: Path | str, extent: Extent) -> None:
    """Refuse sizes that no file has, before anything is computed from them."""
    name, shape = repr(extent.tensor.name), extent.tensor.shape or ()
    if any(each < 0 for each in shape) or extent.begin < 0:
        raise PublishedFileError(path, name, "no negative size", shape)
    if len(shape) > _MOST_DIMENSIONS:
        words = f"at most {_MOST_DIMENSIONS} dimensions"
        raise PublishedFileError(path, name, words, len(shape))
    if max(shape, default=0) > _MOST_ELEMENTS or extent.tensor.elements > _MOST_ELEMENTS:
        raise PublishedFileError(path, name, f"at most {_MOST_ELEMENTS:,} elements", shape)
    if max(extent.begin, extent.end) > _LONGEST:
        raise PublishedFileError(path, name, f"offsets up to {_LONGEST:,}", "more")
