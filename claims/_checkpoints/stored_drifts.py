"""Where the weights files that are published now hold something else than was recorded."""

from collections.abc import Iterator
from itertools import islice

from claims._checkpoints.accounting import PRECISIONS
from claims._checkpoints.catalogue import checkpoint
from claims._checkpoints.drift import ABSENT, Drift
from claims._checkpoints.inventory import WIDTHS, Inventory, Tensor
from claims._checkpoints.published_file import Pin
from claims._checkpoints.published_names import as_published, buffer_shape, in_reference
from claims._checkpoints.record import Record
from claims._checkpoints.repeated_names import expand

# Of many differences of one kind the first say enough.
SHOWN = 5
ALL_SHARDS = "*.safetensors"


def stored_drifts(recorded: Record, there: Record) -> Iterator[Drift]:
    """Names, shapes, precisions and sizes, as far as each was recorded."""
    then, now = recorded.inventory, there.inventory
    if now is None:
        made = recorded.reconciliation
        known = len(then.tensors if then else made.tensors if made else ())
        yield Drift("weights", f"{known} tensors", ABSENT)
        return
    yield from _of_the_class(recorded, now)
    yield from _precisions(recorded, now)
    if then is not None and then.naming == now.naming:
        yield from _names(then, now)
        yield from _each(then, now)
        if None not in (then.total_bytes, now.total_bytes) and then.total_bytes != now.total_bytes:
            yield Drift("bytes of all tensors", f"{then.total_bytes:,}", f"{now.total_bytes:,}")
    yield from _sizes(recorded, now)


def _of_the_class(recorded: Record, now: Inventory) -> Iterator[Drift]:
    """Compare with the recorded tensors of the reference class, which every checkpoint has.

    A tied one may be stored or not, and so may a buffer.
    """
    made = recorded.reconciliation
    if made is None or now.naming != "hub":
        return
    tied = {tie.partition(" = ")[0] for tie in made.ties}
    then, seen = {it.name: it for it in made.tensors}, _by_name(recorded, now)
    for name in sorted(then.keys() - seen.keys() - tied)[:SHOWN]:
        yield Drift("a tensor", as_published(name, recorded.value("architecture")), ABSENT)
    facts = recorded.values
    others = [it for it in seen.keys() - then.keys() if buffer_shape(it, facts) is None]
    for name in sorted(others)[:SHOWN]:
        yield Drift("a tensor", ABSENT, seen[name].name)
    for name in sorted(then.keys() & seen.keys()):
        was, is_ = then[name].shape, seen[name].shape
        if is_ is not None and was != is_:
            yield Drift(f"shape of {seen[name].name}", str(_plain(was)), str(_plain(is_)))


def _by_name(recorded: Record, now: Inventory) -> dict[str, Tensor]:
    """What is stored, by the names of the reference class and with its own."""
    architecture = recorded.value("architecture")
    return {in_reference(it, now.naming, architecture).name: it for it in now.tensors}


def _precisions(recorded: Record, now: Inventory) -> Iterator[Drift]:
    """Compare each parameter's precision, and each buffer's, as far as they were recorded."""
    made = recorded.reconciliation
    if made is None or now.naming != "hub":
        return
    parameters = {it.name for it in made.tensors}
    known = {name: {kept.dtype} for kept in made.buffers for name in expand([kept.names])}
    expected = _expected(recorded)
    found = (
        Drift(f"dtype of {it.name}", " or ".join(sorted(wanted)), it.dtype)
        for name, it in _by_name(recorded, now).items()
        if (wanted := expected if name in parameters else known.get(it.name))
        and it.dtype is not None
        and it.dtype not in wanted
    )
    yield from islice(found, SHOWN)


def _expected(recorded: Record) -> set[str]:
    """The precisions that a parameter can have: the stated one, or those as wide as recorded."""
    if "dtype" in recorded.facts:
        return {PRECISIONS[recorded.value("dtype")]}
    made = recorded.reconciliation
    floats = set(PRECISIONS.values())
    if made is None or made.stored_bytes is None:
        return floats
    width = (made.stored_bytes - sum(it.bytes for it in made.buffers)) // made.parameters
    return {it for it in floats if WIDTHS[it] == width}


def _names(then: Inventory, now: Inventory) -> Iterator[Drift]:
    before, after = set(then.names()), set(now.names())
    for name in sorted(before - after)[:SHOWN]:
        yield Drift("a tensor", name, ABSENT)
    # A stretch of data that was recorded without a name may be any of these.
    unnamed = any(part.gaps for part in then.parts)
    for name in [] if unnamed else sorted(after - before)[:SHOWN]:
        yield Drift("a tensor", ABSENT, name)


def _each(then: Inventory, now: Inventory) -> Iterator[Drift]:
    stored = {it.name: it for it in now.tensors}
    for it in then.tensors:
        seen = stored.get(it.name)
        for what in ("shape", "dtype"):
            was, is_ = getattr(it, what), getattr(seen, what, None)
            if seen and was is not None and is_ is not None and was != is_:
                yield Drift(f"{what} of {it.name}", str(_plain(was)), str(_plain(is_)))


def _sizes(recorded: Record, now: Inventory) -> Iterator[Drift]:
    """Compare with each pinned size of a weights file, or of all of them together."""
    sizes = {part.file: part.file_bytes for part in now.parts}
    for pin in recorded.pins:
        if pin.size is None or not pin.name.endswith(".safetensors"):
            continue
        if pin.name in sizes or pin.name == ALL_SHARDS:
            there = _size(pin, sizes)
            if there not in (None, pin.size):
                yield Drift(f"bytes of {pin.name}", f"{pin.size:,}", f"{there:,}")
        elif pin.repo == checkpoint(recorded.id).hub:
            yield Drift(f"bytes of {pin.name}", f"{pin.size:,}", ABSENT)


def _size(pin: Pin, sizes: dict[str, int | None]) -> int | None:
    if pin.name != ALL_SHARDS:
        return sizes[pin.name]
    known = [it for it in sizes.values() if it is not None]
    return sum(known) if len(known) == len(sizes) else None


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value
