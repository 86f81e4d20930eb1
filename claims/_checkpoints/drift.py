"""Where a record and what is published now differ."""

from collections.abc import Iterator

from attrs import frozen

from claims._checkpoints.inventory import Inventory
from claims._checkpoints.published_names import as_published, buffer_shape, in_reference
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
    """Compare every recorded fact that the files now there speak of, whichever it was read from."""
    found = (*_files(recorded, there), *_facts(recorded, there), *_stored(recorded, there))
    return tuple(dict.fromkeys(found))


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
            continue  # stated in none of the files that were read
        if now is None or now.value != fact.value:
            yield Drift(word, str(fact.value), str(now.value) if now else ABSENT)


def _stored(recorded: Record, there: Record) -> Iterator[Drift]:
    then, now = recorded.inventory, there.inventory
    if now is None:
        return
    yield from _of_the_class(recorded, now)
    if then is None or then.naming != now.naming:
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


def _of_the_class(recorded: Record, now: Inventory) -> Iterator[Drift]:
    """Compare with the recorded tensors of the reference class, which every checkpoint has.

    A tied one may be stored or not, and so may a buffer.
    """
    made, architecture = recorded.reconciliation, str(recorded.value("architecture"))
    if made is None or now.naming != "hub":
        return
    tied = {tie.partition(" = ")[0] for tie in made.ties}
    then = {it.name: it for it in made.tensors}
    seen = {in_reference(it, now.naming, architecture).name: it for it in now.tensors}
    for name in sorted(then.keys() - seen.keys() - tied)[:SHOWN]:
        yield Drift("a tensor", as_published(name, architecture), ABSENT)
    facts = recorded.values
    others = [it for it in seen.keys() - then.keys() if buffer_shape(it, facts) is None]
    for name in sorted(others)[:SHOWN]:
        yield Drift("a tensor", ABSENT, seen[name].name)
    for name in sorted(then.keys() & seen.keys()):
        was, is_ = then[name].shape, seen[name].shape
        if is_ is not None and was != is_:
            yield Drift(f"shape of {seen[name].name}", str(_plain(was)), str(_plain(is_)))


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
