"""Holding the published sizes of weights files against the tensors that they must hold."""

from collections.abc import Mapping
from typing import Any

from attrs import frozen

from claims._checkpoints.accounting import PRECISIONS, Account, Reference
from claims._checkpoints.inventory import WIDTHS, Inventory, Part, Tensor
from claims._checkpoints.mismatch import Mismatch
from claims._checkpoints.published_file import Pin
from claims._checkpoints.published_names import as_published, stored_masks
from claims._checkpoints.reconciliation import Met
from claims._checkpoints.safetensors_header import file_bytes

AUTHORS_DATA = "model.ckpt.data-00000-of-00001"
ALL_SHARDS = "*.safetensors"


@frozen
class Bound:
    """The most elements that a published size leaves room for."""

    at_most: int
    met: Met


def shard_sizes(account: Account, pins: tuple[Pin, ...]) -> list[Met]:
    """Hold each weights file of an inventory against its pinned size, to the byte."""
    met = []
    tensors = {it.name: it for it in (*account.tensors, *account.buffers)}
    for part in account.inventory.parts:
        sized = [pin for pin in pins if pin.name == part.file and pin.size is not None]
        expected = _part_bytes(part, tensors) if sized else None
        for pin in sized:
            if expected is None:
                continue
            met.append(_same(f"{pin.repo}/{pin.name}", pin.size or 0, expected))
    return met


def _part_bytes(part: Part, tensors: Mapping[str, Tensor]) -> int | None:
    if part.file_bytes is not None:
        return part.file_bytes
    them = [tensors[it.name] for it in part.tensors]
    known = part.file.endswith(".safetensors") and all(it.dtype for it in them)
    return file_bytes(them) if known else None


def _same(file: str, published: int, expected: int, with_what: str = "") -> Met:
    if published != expected:
        raise Mismatch(file, f"size: expected {expected:,} bytes", difference=published - expected)
    what = f"its size to the byte: {published:,}"
    return Met(file, f"{what}, with {with_what}" if with_what else what)


def authors_sizes(reference: Reference, pins: tuple[Pin, ...]) -> list[Met]:
    """Hold the authors' data file, which is nothing but 32-bit parameters, against their number."""
    return [
        _same(f"{pin.repo}/{pin.name}", pin.size, 4 * reference.parameters)
        for pin in pins
        if pin.name == AUTHORS_DATA and pin.size is not None
    ]


def lone_files(
    reference: Reference, facts: Mapping[str, Any], pins: tuple[Pin, ...]
) -> list[tuple[Account, Met]]:
    """Hold a single safetensors file, of which no name is published, against the file due to it.

    It holds the parameters, and in a GPT-2 the masks too, under a header that wasn't padded yet.
    """
    dtype = PRECISIONS.get(facts.get("dtype", ""), "F32")
    masks = stored_masks(facts)
    own = [
        Tensor(as_published(name, facts["architecture"]), dtype, shape)
        for name, shape in reference.own_shapes.items()
    ]
    words = f"{len(masks)} stored masks and an unpadded header" if masks else ""
    found = []
    for pin in pins:
        if pin.name == "model.safetensors" and pin.size is not None:
            origin = f"{pin.repo}/{pin.name}"
            met = _same(origin, pin.size, file_bytes([*own, *masks], padded=not masks), words)
            listed = Inventory(origin, ())
            found.append((Account(listed, tuple(own), tuple(masks), WIDTHS[dtype]), met))
    return found


def bounds(reference: Reference, facts: Mapping[str, Any], pins: tuple[Pin, ...]) -> list[Bound]:
    """Sizes that the parameters must stay below: of a pickle, or of all shards with headers."""
    width = WIDTHS[PRECISIONS.get(facts.get("dtype", ""), "F32")]
    found = []
    for pin in pins:
        if pin.name not in ("pytorch_model.bin", ALL_SHARDS) or pin.size is None:
            continue
        file, at_most = f"{pin.repo}/{pin.name}", pin.size // width
        if reference.parameters > at_most:
            over = reference.parameters * width - pin.size
            raise Mismatch(file, f"room for at most {at_most:,} elements", difference=-over)
        words = f"at most {at_most:,} elements of {width} bytes in {pin.size:,} bytes"
        met = Met(file, f"{words} ({pin.words})" if pin.words else words)
        found.append(Bound(at_most, met))
    return found
