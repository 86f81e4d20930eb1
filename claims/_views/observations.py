"""What was observed of each checkpoint: each property by the strongest evidence that there is."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from claims._checkpoints.catalogue import catalogue
from claims._core.words import Evidence, weakest_first
from claims._views.html import Html, tag
from claims._views.observed import told
from claims._views.place import Entry

NOTE = (
    "Under each value: the weakest link of the evidence that it rests on; “sibling” where that "
    "was read from a related model's file, which the claim's page names."
)


@dataclass(frozen=True)
class Cell:
    """One property of one checkpoint, the claim that observed it, and what that rests on."""

    value: Any
    claim: str
    evidence: tuple[Evidence, ...]
    siblings: tuple[str, ...] = ()
    stale: bool = False


Cells = Mapping[tuple[str, str], Cell]


def observations(entries: Iterable[Entry]) -> Cells:
    """Every observed property of every checkpoint, by checkpoint and name.

    The strongest evidence has it, and among equals the first claim. What was observed of a pair
    or a snapshot is no property of a checkpoint.
    """
    best: dict[tuple[str, str], tuple[int, Cell]] = {}
    for entry, unit, level in observed_in(entries):
        strength = Evidence(level["evidence"]).strength
        for key in (key for key, it in told(level["observed"]).items() if it is not None):
            at = (unit, key)
            if at not in best or best[at][0] < strength:
                best[at] = strength, cell_of(entry, level, key)
    return {at: cell for at, (_, cell) in best.items()}


def observed_in(entries: Iterable[Entry]) -> Iterator[tuple[Entry, str, Entry]]:
    """Every claim, each checkpoint that it ran on, and what it observed there by each evidence."""
    known = {it.id for it in catalogue()}
    for entry in entries:
        for unit in (it for it in entry["outcomes"] if it["unit"] in known):
            for level in unit["levels"]:
                yield entry, unit["unit"], level


def cell_of(entry: Entry, level: Mapping[str, Any], key: str) -> Cell:
    """One value; a recorded fact leans on its own file, a measurement on all that it read."""
    leans: list[Mapping[str, Any]] = level["rests_on"]
    leaned = [it for it in leans if it["fact"] == key] or leans
    kinds = {Evidence(it["evidence"]) for it in leaned}
    measured = set() if len(leaned) < len(leans) else {Evidence(level["evidence"])}
    siblings = tuple(dict.fromkeys(it["sibling"] for it in leaned if it["sibling"]))
    evidence = tuple(weakest_first(kinds | measured))
    return Cell(level["observed"][key], entry["id"], evidence, siblings, bool(entry.get("stale")))


def mark(cells: Sequence[Cell]) -> Html:
    """The weakest link of all that some values rest on, the rest in its title."""
    kinds = weakest_first({kind for cell in cells for kind in cell.evidence})
    siblings = dict.fromkeys(name for cell in cells for name in cell.siblings)
    words = ["stale"] if any(cell.stale for cell in cells) else []
    words += [str(kinds[0])] + (["sibling"] if siblings else [])
    of = f"; read from {', '.join(siblings)}" if siblings else ""
    return tag("small", ", ".join(words), title=f"rests on {', '.join(kinds)}{of}")


def unobserved() -> Html:
    """What stands where nobody observed anything."""
    return tag("span", "–", role="img", aria_label="not observed")
