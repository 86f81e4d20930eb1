"""Which claims notice which single change, and how many of the changes any claim notices."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from claims._core.discovery import PACKAGE
from claims._core.words import Outcome
from claims._views.grid import grid, group, row
from claims._views.html import Html, join, tag
from claims._views.marks import icon
from claims._views.place import Place
from claims._views.written import written

CLAIMS = ()
FILE = PACKAGE / "mutants.toml"
# The reference as it is: what comes out otherwise then does so by the library's draw alone.
NOTHING = "reference/control/nothing"
PARTS = {"reference": "The reference implementation", "records": "The records"}
HEADS = ("Change", "With wide parameters", "As the library draws them", "Killed by")
NOTE = (
    "A change is killed if some claim comes out otherwise on a unit, or tells another finding. "
    "A change to a record has nothing to do with how parameters are drawn."
)


@dataclass(frozen=True)
class Mutation:
    """One change; `drawn` is what notices it in models as the library draws them, if that matters.

    `survives` says why nothing notices it.
    """

    name: str
    change: str
    killed_by: tuple[str, ...]
    drawn: tuple[str, ...] | None = None
    crashed: tuple[str, ...] = ()
    survives: str = ""

    @property
    def part(self) -> str:
        """What is changed: the reference, or a record."""
        return self.name.partition("/")[0]

    @property
    def kind(self) -> str:
        """What about it is changed: its activation, its mask."""
        return self.name.split("/")[1].replace("_", " ")

    @classmethod
    def parse(cls, name: str, table: dict[str, Any]) -> "Mutation":
        """Read one entry of the file."""
        drawn = table.get("killed_at_default_initialisation")
        return cls(
            name=name,
            change=table["change"],
            killed_by=tuple(table["killed_by"]),
            drawn=None if drawn is None else tuple(drawn),
            crashed=tuple(table.get("crashed", ())),
            survives=table.get("survives", ""),
        )

    def as_table(self) -> dict[str, Any]:
        """Write it as the file holds it."""
        made: dict[str, Any] = {"change": self.change, "killed_by": list(self.killed_by)}
        if self.crashed:
            made["crashed"] = list(self.crashed)
        if self.survives:
            made["survives"] = self.survives
        if self.drawn is not None:
            made["killed_at_default_initialisation"] = list(self.drawn)
        return made


def read(path: Path = FILE) -> list[Mutation]:
    """Every change with what came of it, that of nothing among them."""
    return [Mutation.parse(name, table) for name, table in written(path).items()]


def changes(part: str = "", known: Sequence[Mutation] | None = None) -> list[Mutation]:
    """The changes to a part, or all of them."""
    found = read() if known is None else known
    return [it for it in found if it.name != NOTHING and it.part.startswith(part)]


def draw(place: Place) -> Html:
    """What share is killed, then every change in one table."""
    said = tag("ul", *(tag("li", it) for it in sentences(read())))
    bodies = (_part(place, part, title) for part, title in PARTS.items())
    return join(said, grid("Every change", HEADS, *bodies, kind="mutants worded", note=NOTE))


def sentences(known: Sequence[Mutation]) -> list[str]:
    """The shares, each of what it is a share of."""
    every, reference = changes("", known), changes("reference", known)
    records = changes("records", known)
    lost = next((it.drawn or () for it in known if it.name == NOTHING), ())
    return [
        f"Killed: {_share(every, [it.killed_by for it in every])}.",
        f"Of the changes to the reference: {_share(reference, [it.killed_by for it in reference])};"
        f" with the models as the library draws them {_share(reference, _drawn(reference))}.",
        f"Of the changes to the records: {_share(records, [it.killed_by for it in records])}.",
        f"As the library draws its models, {len(lost)} claims come out otherwise than published "
        "though nothing is changed.",
    ]


def _drawn(known: Sequence[Mutation]) -> list[tuple[str, ...]]:
    return [it.drawn or () for it in known]


def _share(known: Sequence[Mutation], kills: Sequence[tuple[str, ...]]) -> str:
    killed = sum(map(bool, kills))
    return f"{killed} of {len(known)}, {killed / max(len(known), 1):.1%}"


def _part(place: Place, part: str, title: str) -> Html:
    """The changes to the reference or to the records."""
    return group(title, HEADS, *(row(*_cells(place, it)) for it in changes(part)))


def _cells(place: Place, it: Mutation) -> tuple[object, ...]:
    change = join(it.change, tag("small", it.kind))
    drawn = "–" if it.drawn is None else _mark(bool(it.drawn))
    killers = [tag("a", _said(place, claim), href=place.address(claim)) for claim in it.killed_by]
    return (
        change,
        _mark(bool(it.killed_by)),
        drawn,
        join(*killers, between="; ") if killers else it.survives,
    )


def _mark(killed: bool) -> Html:
    """The word with its sign; a survivor is what needs to be looked at."""
    outcome, word = (Outcome.PASSED, "killed") if killed else (Outcome.FAILED, "survives")
    return tag("span", icon(outcome), word, class_=f"outcome is-{outcome}")


def _said(place: Place, claim: str) -> str:
    """What a claim says; its id where it is none of these."""
    said: str = place.entries[claim]["statement"] if claim in place.entries else claim
    return said.removesuffix(".")


def describe(_: Place) -> list[str]:
    """The same in words, a change a line."""
    return lines_of(read())


def lines_of(known: Sequence[Mutation]) -> list[str]:
    """The shares, then what came of each change."""
    return [*sentences(known), *(_line(it) for it in changes("", known))]


def _line(it: Mutation) -> str:
    killed = f"killed by {', '.join(it.killed_by)}" if it.killed_by else f"survives: {it.survives}"
    drawn = "" if it.drawn is None else f"; as drawn, {', '.join(it.drawn) or 'survives'}"
    return f"{it.name}: {it.change} {killed}{drawn}"
