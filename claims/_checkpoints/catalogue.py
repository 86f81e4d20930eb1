"""The catalogue: which checkpoints there are, from when, and where they are published."""

from datetime import date
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any, Literal

import tomli
from attrs import field, frozen

from claims._checkpoints.published_file import Pin, Relation
from claims._checkpoints.tables import from_table
from claims._core.errors import Refused
from claims._core.unit import SOURCE_KNEW_UNTIL, Pair, Snapshot, Unit
from claims._core.words import Evidence

Family = Literal["gpt2", "llama"]
# Git's own shortest form of a revision.
_FEWEST = 7


class UnknownCheckpoint(Refused):
    """A name that the catalogue doesn't have; names the nearest that it has."""

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        close = get_close_matches(name, known, n=3) or known
        super().__init__(f"no checkpoint {name!r} in the catalogue; did you mean {_either(close)}?")
        self.name = name


def _either(names: list[str] | tuple[str, ...]) -> str:
    return " or ".join(names) if len(names) < 4 else "one of " + ", ".join(names)


@frozen
class Source:
    """A published folder that stands for a checkpoint, and how it is related to it."""

    folder: str
    relation: Relation
    words: str | None = None
    pinned_as: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    without: tuple[str, ...] = ()


@frozen
class Checkpoint:
    """A published model under its short name; `revision` is absent where nobody states one."""

    id: str
    hub: str
    released: date
    family: Family
    generation: str
    sources: tuple[Source, ...]
    revision: str | None = None
    note: str | None = None
    pins: tuple[Pin, ...] = ()

    @property
    def unit(self) -> Unit:
        """The checkpoint as what a check runs on."""
        return Unit(name=self.id, dated=self.released)


@frozen
class Default:
    """A fact that no file states, for generations or a class; `rule` computes it from others."""

    of: tuple[str, ...]
    word: str
    evidence: Evidence
    source: str
    value: Any = None
    rule: str | None = None


@frozen
class _Catalogue:
    checkpoints: tuple[Checkpoint, ...]
    defaults: tuple[Default, ...] = field(default=())


@cache
def _loaded() -> _Catalogue:
    path = Path(__file__).with_name("catalogue.toml")
    loaded: _Catalogue = from_table(_Catalogue, tomli.loads(path.read_text("utf-8")))
    return loaded


def catalogue() -> tuple[Checkpoint, ...]:
    """Every checkpoint, in the order of the catalogue."""
    return _loaded().checkpoints


def defaults() -> tuple[Default, ...]:
    """What holds where no file says so."""
    return _loaded().defaults


def checkpoint(name: str) -> Checkpoint:
    """Look up a checkpoint by its short name."""
    for each in catalogue():
        if each.id == name:
            return each
    raise UnknownCheckpoint(name, tuple(each.id for each in catalogue()))


def named(target: str) -> Checkpoint:
    """Look up a checkpoint by its short name, or by `owner/name[@revision]` on the hub.

    A revision must be the one that the catalogue pins: it is the only one that records are of.
    """
    hub, at, revision = target.partition("@")
    found = next((it for it in catalogue() if it.hub == hub), None)
    if found is None:
        return checkpoint(target)
    if at and found.revision is None:
        raise Refused(f"{target}: expected no revision, as the catalogue pins none of {hub}")
    if not is_pinned(target):
        words = f"the pinned revision {found.revision}, or {_FEWEST} or more of its first digits"
        raise Refused(f"{target}: expected {words}, measured {revision!r}")
    return found


def is_pinned(target: str) -> bool:
    """Whether `owner/name[@revision]` is a checkpoint of the catalogue, at what it pins."""
    hub, at, revision = target.partition("@")
    found = next((it for it in catalogue() if it.hub == hub), None)
    if found is None or not at:
        return found is not None
    return len(revision) >= _FEWEST and (found.revision or "").startswith(revision)


def family(name: str) -> tuple[Unit, ...]:
    """The members of a family (`gpt2`, `llama`) or generation, in the order of the catalogue."""
    return tuple(each.unit for each in _members(name))


def snapshots(name: str, *dates: date) -> tuple[Snapshot, ...]:
    """A family as it was on each of the days; where none is given, as the source knew it and now.

    Now is the day of the catalogue's newest release.
    """
    days = dates or (SOURCE_KNEW_UNTIL, max(each.released for each in catalogue()))
    return tuple(
        Snapshot(
            name=f"{name} as of {day.isoformat()}",
            dated=day,
            members=tuple(each.id for each in _members(name) if each.released <= day),
        )
        for day in days
    )


def pairs(name: str, baseline: str) -> tuple[Pair, ...]:
    """Each other member of a family or generation held against a baseline."""
    return tuple(pair_of(each.id, baseline) for each in _members(name) if each.id != baseline)


def pair_of(name: str, baseline: str) -> Pair:
    """One checkpoint held against another."""
    one, base = checkpoint(name), checkpoint(baseline)
    dated = max(one.released, base.released)
    return Pair(f"{one.id} against {base.id}", dated, checkpoint=one.id, baseline=base.id)


def _members(name: str) -> tuple[Checkpoint, ...]:
    members = tuple(each for each in catalogue() if name in (each.family, each.generation))
    if not members:
        groups = (group for it in catalogue() for group in (it.family, it.generation))
        known = ", ".join(dict.fromkeys(groups))
        raise ValueError(f"no family {name!r} in the catalogue: expected one of {known}")
    return members
