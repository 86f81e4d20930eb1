"""Where a record and what is published now differ."""

from collections.abc import Iterator

from attrs import frozen

from claims._checkpoints.inventory import Inventory
from claims._checkpoints.record import Record

ABSENT = "nothing"
# Of many differences of one kind the first say enough.
SHOWN = 5


@frozen
class Drift:
    """One thing that was recorded, and what is there instead."""

    what: str
    recorded: str
    there: str


def drifts(recorded: Record, there: Record) -> tuple[Drift, ...]:
    """Compare every recorded fact that the files now there speak of."""
    return (*_files(recorded, there), *_facts(recorded, there), *_stored(recorded, there))


def _files(recorded: Record, there: Record) -> Iterator[Drift]:
    now = {it.path: it.sha256 for it in there.files}
    for file in recorded.files:
        if file.name == "config.json" and now.get(file.path, file.sha256) != file.sha256:
            yield Drift(f"SHA-256 of {file.name}", file.sha256[:16], now[file.path][:16])


def _facts(recorded: Record, there: Record) -> Iterator[Drift]:
    read = {it.path for it in there.files}
    for word, fact in recorded.facts.items():
        now = there.facts.get(word)
        if fact.file not in read and (now is None or now.file is None):
            continue  # of what another file states, those that were read may say nothing
        if now is None or now.value != fact.value:
            yield Drift(word, str(fact.value), str(now.value) if now else ABSENT)


def _stored(recorded: Record, there: Record) -> Iterator[Drift]:
    then, now = recorded.inventory, there.inventory
    if then is None or now is None or then.naming != now.naming:
        return
    yield from _names(then, now)
    stored = {it.name: it for it in now.tensors}
    for it in then.tensors:
        seen = stored.get(it.name)
        for what in ("shape", "dtype"):
            was, is_ = getattr(it, what), getattr(seen, what, None)
            if seen and was is not None and is_ is not None and was != is_:
                yield Drift(f"{what} of {it.name}", str(_plain(was)), str(_plain(is_)))
    if None not in (then.total_bytes, now.total_bytes) and then.total_bytes != now.total_bytes:
        yield Drift("bytes of all tensors", f"{then.total_bytes:,}", f"{now.total_bytes:,}")
    yield from _sizes(recorded, now)


def _names(then: Inventory, now: Inventory) -> Iterator[Drift]:
    before, after = set(then.names()), set(now.names())
    for name in sorted(before - after)[:SHOWN]:
        yield Drift("a tensor", name, ABSENT)
    # A stretch of data that was recorded without a name may be any of these.
    unnamed = any(part.gaps for part in then.parts)
    for name in [] if unnamed else sorted(after - before)[:SHOWN]:
        yield Drift("a tensor", ABSENT, name)


def _sizes(recorded: Record, now: Inventory) -> Iterator[Drift]:
    pinned = {it.name: it.size for it in recorded.pins if it.size is not None}
    for part in now.parts:
        size = pinned.get(part.file)
        if size is not None and part.file_bytes not in (None, size):
            yield Drift(f"bytes of {part.file}", f"{size:,}", f"{part.file_bytes:,}")


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value
