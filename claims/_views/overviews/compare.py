"""Every checkpoint by every property: what claims observed of it, and what its record states.

All of them are in one table. A script shows those that a reader chooses, and what differs first.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from claims._checkpoints.catalogue import catalogue
from claims._checkpoints.facts import siblings
from claims._checkpoints.formulas import Sizes, cache_bytes_a_token
from claims._checkpoints.record import Record
from claims._views.absences import INAPPLICABLE, absences
from claims._views.fields import chooser, form, ticked, told
from claims._views.grid import grid, row
from claims._views.held_against import siblings_alone
from claims._views.html import Html, join, tag
from claims._views.observations import NOTE, Cell, Cells, mark, observations, unobserved
from claims._views.observed import exact, label, observed_words, shown
from claims._views.overviews.glance import ROWS
from claims._views.place import Entry, Place
from claims._views.reconciled import RECONCILED
from claims._views.recorded import SHORT, recorded
from claims._views.units import generations

CLAIMS = None
FEWEST, MOST = 2, 4
# What records state besides; a fact that isn't here is called by its word.
FACTS = {
    "cache_bytes_a_token": "Cache, in bytes a token",
    "architecture": "Reference class",
    "attention_bias": "Bias in attention",
    "feed_forward_bias": "Bias in feed-forward",
    "feed_forward_multiple_of": "Feed-forward size, a multiple of",
    "feed_forward_multiplier": "Feed-forward size, times",
    "rope_is_scaled": "Rotary scaling switched on",
    "attention_dropout": "Dropout in attention",
    "embedding_dropout": "Dropout of embeddings",
    "residual_dropout": "Dropout of residuals",
    "initializer_range": "Spread of first weights",
    "dtype": "Data type",
}
# What the catalogue and the accounted weights say, which no claim observes.
PUBLISHED = {
    "released": "Released",
    "hub": "Hub",
    "revision": "Revision",
    "stored_bytes": "Stored bytes",
    "stored_elements": "Stored elements",
    "at_most": "At most stored",
    "reconciled": "Reconciled",
}


# What is told instead of a value where nobody published one.
UNTOLD = {("revision", "none stated"), ("reconciled", RECONCILED["none"])}


@dataclass(frozen=True)
class Stated:
    """What no claim observes: where it is written, and the evidence or the file for it."""

    value: Any
    anchor: str
    words: Html
    untold: bool = False


@dataclass(frozen=True)
class Row:
    """A property with what each checkpoint has of it; None where nothing is known."""

    title: str
    cells: tuple[Cell | Stated | None, ...]


def rows_of(entries: Iterable[Entry]) -> list[Row]:
    """The rows of the glance, then every other fact of the records, then how it was published."""
    every = list(entries)
    seen, absent = observations(every), absences(every)
    found = [Row(title, _cells(seen, absent, key)) for key, title in _titles().items()]
    return [it for it in found if any(it.cells)]


def _titles() -> dict[str, str]:
    """Every property with its title."""
    stated = {word for it in catalogue() for word in _stated(it.id)}
    others = sorted(stated - {*ROWS, *FACTS, *PUBLISHED})
    return ROWS | FACTS | {word: label(word).capitalize() for word in others} | PUBLISHED


def _cells(seen: Cells, absent: Cells, key: str) -> tuple[Cell | Stated | None, ...]:
    return tuple(_cell(seen, it.id, key) or absent.get((it.id, key)) for it in catalogue())


def _cell(seen: Cells, name: str, key: str) -> Cell | Stated | None:
    """What a claim observed comes before what a record states, but for how it was published.

    That is one kind of fact, which a claim observes of some checkpoints only.
    """
    observed, stated = seen.get((name, key)), _stated(name).get(key)
    return stated or observed if key in PUBLISHED else observed or stated


@cache
def _stated(name: str) -> Mapping[str, Stated]:
    """What the catalogue and the record say of a checkpoint."""
    known = next(it for it in catalogue() if it.id == name)
    listed = {
        "released": known.released.isoformat(),
        "hub": known.hub,
        "revision": (known.revision or "none stated")[:SHORT],
    }
    words = tag("small", "catalogue")
    found = {word: Stated(it, "", words, (word, it) in UNTOLD) for word, it in listed.items()}
    if record := recorded(known):
        found |= _facts(record) | _weights(record) | _cache(record)
    return found


def _facts(record: Record) -> dict[str, Stated]:
    """Each fact of a record with the evidence for it."""
    return {it: _resting(record, _plain(fact.value), [it]) for it, fact in record.facts.items()}


def _cache(record: Record) -> dict[str, Stated]:
    """What a token takes of the cache, multiplied out as the claims do it, by what that reads."""
    read: list[str] = []

    def fact(word: str) -> int:
        read.append(word)
        value: int = record.value(word)
        return value

    total = cache_bytes_a_token(Sizes(fact))
    return {"cache_bytes_a_token": _resting(record, total, read)}


def _resting(record: Record, value: Any, words: Iterable[str]) -> Stated:
    """A value with the evidence for the facts that it is or comes of."""
    of, cells = siblings(record), []
    for fact in (record.facts[it] for it in words):
        sibling = of.get(fact.file or "")
        cells.append(Cell(fact.value, "", (fact.evidence,), (sibling,) if sibling else ()))
    return Stated(value, "#facts", mark(cells))


def _weights(record: Record) -> dict[str, Stated]:
    """How the weights were accounted for, and what was counted."""
    made = record.reconciliation
    if made is None:
        return {}
    counted = {word: getattr(made, word) for word in ("stored_bytes", "stored_elements", "at_most")}
    said = {"reconciled": RECONCILED[made.kind], **counted}
    words = _of(siblings_alone(record))
    return {
        word: Stated(it, "#weights", words, (word, it) in UNTOLD)
        for word, it in said.items()
        if it is not None
    }


def _of(siblings: Sequence[str]) -> Html:
    """The record as what says so, and whose files it was accounted by if they aren't its own."""
    if not siblings:
        return tag("small", "record")
    return tag("small", "record, sibling", title=f"read from {', '.join(siblings)}")


def _plain(value: Any) -> Any:
    return observed_words(value) if isinstance(value, dict) else value


def draw(place: Place) -> Html:
    """The choice, hidden where no script can answer it, and the table of all."""
    rows = [row(it.title, *_drawn(place, it.cells)) for it in rows_of(place.entries.values())]
    heads = [tag("a", it.id, href=place.checkpoint(it.id)) for it in catalogue()]
    table = grid(
        "Checkpoints side by side",
        ("Property", *heads),
        tag("tbody", *rows),
        kind="compared",
        note=NOTE,
    )
    return chooser(place, "compare", _choice(), table, data_search_exclude=True)


def _choice() -> Html:
    """A box to tick for each checkpoint, by generation."""
    groups = [
        tag(
            "fieldset",
            tag("legend", title),
            *(ticked(it.id, name="with", value=it.id) for it in members),
        )
        for title, members in generations().items()
    ]
    clear = tag("button", "Show all", type="reset")
    about = {"data_fewest": FEWEST, "data_most": MOST, "data_first": ",".join(first())}
    return form("compare", tag("div", *groups, class_="groups"), told(), clear, **about)


def first() -> list[str]:
    """What is compared until a reader chooses: the first checkpoint of each family."""
    found: dict[str, str] = {}
    for it in catalogue():
        found.setdefault(it.family, it.id)
    return list(found.values())


def _drawn(place: Place, cells: Sequence[Cell | Stated | None]) -> Iterable[Html]:
    """Each value as a link to what says so, over its evidence; what isn't told has no link."""
    for known, cell in zip(catalogue(), cells, strict=True):
        if cell is None:
            yield unobserved()
        elif isinstance(cell, Cell):
            kind = "is-inapplicable" if cell.value == INAPPLICABLE else None
            link = tag("a", shown(cell.value), href=place.address(cell.claim), class_=kind)
            yield join(link, mark([cell]))
        elif cell.untold:
            yield join(tag("span", shown(cell.value)), cell.words)
        else:
            page = f"{place.checkpoint(known.id)}{cell.anchor}"
            yield join(tag("a", shown(cell.value), href=page), cell.words)


def describe(place: Place) -> list[str]:
    """The same in words, a property a line; values that aren't exact are left out."""
    lines = []
    for each in rows_of(place.entries.values()):
        told = [
            f"{known.id} {shown(cell.value)}"
            for known, cell in zip(catalogue(), each.cells, strict=True)
            if cell and exact(cell.value)
        ]
        lines.append(f"{each.title}. {'; '.join(told)}")
    return lines
