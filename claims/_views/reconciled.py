"""How a reference class accounts for what is published of a checkpoint's weights."""

from collections.abc import Iterable, Sequence

from claims._checkpoints.inventory import Tensor
from claims._checkpoints.published_file import Pin
from claims._checkpoints.reconciliation import Met
from claims._checkpoints.record import Record
from claims._checkpoints.tensor_table import tensor_rows
from claims._core.finding import spell
from claims._views.grid import grid, row
from claims._views.held_against import is_elsewhere, sibling_of, siblings_alone
from claims._views.html import Html, join, tag

RECONCILED = {
    "exact": "names and bytes",
    "size": "bytes",
    "bound": "an upper bound",
    "none": "nothing published",
}


def reconciled_as(record: Record) -> str:
    """What was held against its class and met, and whether that was a related model's."""
    assert record.reconciliation  # a record without was held against nothing
    words = RECONCILED[record.reconciliation.kind]
    return f"{words} of a sibling" if siblings_alone(record) else words


def accounted(record: Record) -> list[Html]:
    """The counts, what they were held against, and every tensor by its shape."""
    it = record.reconciliation
    assert it  # a record without has no such part
    of = siblings_alone(record)
    counted = {
        "Parameters": spell(it.parameters),
        "Reconciled": ": ".join((reconciled_as(record), *([", ".join(of)] if of else []))),
        "Counted by": it.library,
        "Stored elements": spell(it.stored_elements),
        "Stored bytes": spell(it.stored_bytes),
        "At most stored": spell(it.at_most),
    }
    shown = [
        join(tag("dt", name), tag("dd", said)) for name, said in counted.items() if said != "none"
    ]
    parts = [tag("dl", *shown, class_="about")]
    parts += _listed("Held against:", (_met(record, met) for met in it.against))
    parts += _listed("One tensor under two names:", it.ties)
    parts += _listed(
        "Stored, and no parameter:",
        (f"{_each(one.names, one.count)}, {one.dtype}, {one.bytes:,} bytes" for one in it.buffers),
    )
    return [*parts, _tensors(it.tensors)]


def _met(record: Record, met: Met) -> str:
    """A published file with what of it was met, and what it is if it isn't simply its own."""
    words = next((it.words for it in record.files if it.path == met.file), None)
    sibling = sibling_of(record, met.file)
    if is_elsewhere(record, met.file):
        words = "in a repository that isn't the checkpoint's own"
    of = f" (a sibling: {sibling})" if sibling else f" ({words})" if words else ""
    return f"{met.file}{of}: {met.what}"


def _each(names: str, count: int) -> str:
    return f"{names} ({count:,} of them)"


def _listed(words: str, lines: Iterable[str]) -> list[Html]:
    """A list under its words; nothing without lines."""
    drawn = [tag("li", line) for line in lines]
    return [tag("p", words), tag("ul", *drawn, class_="listed")] if drawn else []


def _tensors(tensors: Iterable[Tensor]) -> Html:
    """The reference class's own tensors, repeated layers once."""
    rows = []
    for it in tensor_rows(tensors):
        name, shape = (it, "–") if isinstance(it, str) else (it["name"], it.get("shape", "–"))
        rows.append(row(tag("code", name), shape.replace("x", " × ")))
    table = grid("Tensors of the reference class", ("Tensor", "Shape"), tag("tbody", *rows))
    short = tag("span", f"{len(rows)}, repeated layers once")
    said = tag("summary", tag("b", "Tensors"), " ", short)
    return tag("div", tag("details", said, table), class_="proof")


def pins(known: Sequence[Pin]) -> Html:
    """Files that aren't here, with what others measured of them."""
    rows = [
        row(
            join(f"{it.repo}/{it.name}", tag("small", it.words) if it.words else None),
            spell(it.size) if it.size is not None else "–",
            tag("code", it.sha256) if it.sha256 else "–",
            tag("code", it.revision) if it.revision else "none stated",
        )
        for it in known
    ]
    heads = ("File", "Bytes", "SHA-256", "Revision")
    return grid("Files that others measured", heads, tag("tbody", *rows), kind="worded")
