"""The page of one checkpoint: every fact with its file, the weights accounted for, its claims."""

from collections.abc import Iterable, Mapping
from typing import Any

from claims._checkpoints.catalogue import Checkpoint
from claims._checkpoints.fact import Fact
from claims._checkpoints.facts import siblings
from claims._checkpoints.published_file import PublishedFile
from claims._checkpoints.record import Record
from claims._core.finding import spell
from claims._views import reconciled
from claims._views.attestations import read_elsewhere
from claims._views.grid import grid, group, row
from claims._views.html import Html, join, tag
from claims._views.marks import outcome_mark, verdict_mark
from claims._views.observed import label, observed_values
from claims._views.pictures import blocks
from claims._views.place import Entry, Place
from claims._views.recorded import SHORT
from claims._views.tally import link

FACTS = ("Fact", "Value", "Evidence", "Other files")


def checkpoint_page(place: Place, checkpoint: Checkpoint, record: Record | None) -> Html:
    """Draw the whole page, heading included, with a way back to the page of all checkpoints."""
    back = tag("a", "Checkpoints", href=f"{place.root}checkpoints/")
    return join(
        tag("p", back, class_="claim-back"),
        tag("h1", checkpoint.id),
        _about(checkpoint),
        _heading("Read on the hub"),
        read_elsewhere(place.attestations, checkpoint.id),
        *(_built(place, checkpoint, record) if record else []),
        *(_recorded(record) if record else [tag("p", "The project has no record of it yet.")]),
        *_claims(place, checkpoint.id),
    )


def _heading(title: str) -> Html:
    """A heading that a link can lead to; a search leads to the whole page."""
    return tag("h2", title, id=title.lower().replace(" ", "-"), data_search_exclude="true")


def _about(checkpoint: Checkpoint) -> Html:
    """Where and when it was published."""
    said = {
        "Hub": checkpoint.hub,
        "Revision": checkpoint.revision or "none stated",
        "Released": checkpoint.released.isoformat(),
        "Generation": checkpoint.generation,
    }
    if checkpoint.note:
        said["Note"] = checkpoint.note
    return tag("dl", *(join(tag("dt", it), tag("dd", said[it])) for it in said), class_="about")


def _built(place: Place, checkpoint: Checkpoint, record: Record) -> list[Html]:
    """Its blocks, or why they can't be drawn, if its tensors were counted."""
    if not (record.reconciliation and record.reconciliation.tensors):
        return []
    try:
        drawn = blocks.alone(place, checkpoint, record)
    except LookupError as error:
        drawn = tag("p", f"It can't be drawn: {error}.")
    return [_heading("How it is built"), drawn]


def _recorded(record: Record) -> list[Html]:
    """All that its published files state."""
    places = {it.path: f"#file-{number}" for number, it in enumerate(record.files, 1)}
    parts = [_heading("Facts"), grid("Facts", FACTS, *_facts(record, places), kind="facts")]
    if record.reconciliation:
        parts += [_heading("Weights"), *reconciled.accounted(record)]
    if record.files:
        parts += [_heading("Files that were read"), _files(record)]
    if record.pins:
        parts += [_heading("Files that others measured"), reconciled.pins(record.pins)]
    return parts


def _facts(record: Record, places: Mapping[str, str]) -> list[Html]:
    """Every fact under what states it, which mostly is one file for many of them."""
    stated: dict[tuple[str, str | None], list[Html]] = {}
    for word, fact in record.facts.items():
        stated.setdefault((fact.origin, fact.file), []).append(_fact(word, fact, places))
    return [
        group(_origin(origin, path, record, places), FACTS, *rows)
        for (origin, path), rows in stated.items()
    ]


def _origin(origin: str, path: str | None, record: Record, places: Mapping[str, str]) -> Html:
    """What states facts: a file, and how surely it is the published one, or a rule."""
    file = next((it for it in record.files if it.path == path), None)
    sibling = siblings(record).get(path or "")
    return join(
        tag("a", origin, href=places[file.path]) if file else origin,
        _tie(file) if file else None,
        tag("small", "sibling: ", sibling) if sibling else None,
    )


def _fact(word: str, fact: Fact, places: Mapping[str, str]) -> Html:
    """A value, and which further files agree or don't."""
    others = [
        tag("div", how, " ", tag("a", path, href=places[path]) if path in places else path)
        for how, paths in (("confirmed by", fact.confirmed_by), ("disputed by", fact.disputed_by))
        for path in paths
    ]
    return row(label(word), _value(fact.value), fact.evidence, join(*others))


def _tie(file: PublishedFile) -> Html:
    return tag("small", f"sha256 {file.sha256[:SHORT]}…, {file.tie}")


def _value(value: Any) -> str | Html:
    """A fact's value in words, a nested table by its parts."""
    return observed_values(value) if isinstance(value, dict) else spell(value)


def _files(record: Record) -> Html:
    """The files themselves, with their hashes in full."""
    rows = [
        row(
            join(it.path, tag("small", it.words) if it.words else None),
            "the checkpoint's own" if it.relation == "own" else "a sibling",
            it.tie,
            spell(it.size),
            tag("code", it.sha256),
            tag("code", it.revision) if it.revision else "none stated",
            id=f"file-{number}",
        )
        for number, it in enumerate(record.files, 1)
    ]
    heads = ("File", "Of", "Tie", "Bytes", "SHA-256", "Revision")
    return grid("Files that were read", heads, tag("tbody", *rows), kind="worded")


def spoken_of(entries: Iterable[Entry], name: str) -> list[tuple[Entry, Entry]]:
    """Every claim with its outcome on a checkpoint, or on that checkpoint against another."""
    return [
        (entry, unit)
        for entry in entries
        for unit in entry["outcomes"]
        if unit["unit"].partition(" against ")[0] == name
    ]


def _claims(place: Place, name: str) -> list[Html]:
    """What the claims say of it."""
    rows = [
        row(
            join(link(place, entry), tag("small", unit["unit"]) if unit["unit"] != name else None),
            outcome_mark(unit["outcome"]),
            observed_values(unit["observed"]),
            verdict_mark(entry),
        )
        for entry, unit in spoken_of(place.entries.values(), name)
    ]
    heads = ("Statement", "Here", "Observed", "In all")
    table = grid("What the claims say", heads, tag("tbody", *rows), kind="statements worded")
    return [_heading("What the claims say"), table] if rows else []
