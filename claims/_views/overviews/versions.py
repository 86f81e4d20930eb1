"""The claims on other versions of the reference implementation: what moved there, and why."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from claims._core.discovery import PACKAGE
from claims._core.finding import spell
from claims._views.grid import grid, row
from claims._views.html import Html, join, tag
from claims._views.place import Place
from claims._views.tally import link
from claims._views.units import folded
from claims._views.written import written

CLAIMS = ()
# Written by `make versions`, all but the explanations.
FILE = PACKAGE / "versions.toml"
HEADS = ("transformers", "torch", "Bound", "Claims", "Results", "Verdicts moved", "Findings moved")
Table = Mapping[str, Any]


def read(path: Path = FILE) -> dict[str, Any]:
    """What `published_with` which libraries, and what came out where the claims were `ran`."""
    return written(path)


def draw(place: Place) -> Html:
    """A row for each version, then a card for each claim that came out otherwise there."""
    found = read()
    bodies = tag("tbody", *(row(*_cells(it)) for it in found["ran"]))
    cards = [_card(place, ran, it) for ran in found["ran"] for it in _by_weight(ran)]
    return join(grid("The claims on other versions", HEADS, bodies, note=_note(found)), *cards)


def describe(_: Place) -> list[str]:
    """The same in words: a version a line, and a line for each claim that moved there."""
    found = read()
    lines = [_note(found)]
    for ran in found["ran"]:
        heads = (it.lower() for it in HEADS)
        said = (f"{head} {cell}" for head, cell in zip(heads, _cells(ran), strict=True))
        lines.append(", ".join(said))
        for it in _by_weight(ran):
            words = "; ".join(f"{what}: {said}" for what, said in _said(it).items())
            lines.append(f"{it['claim']}: {words}")
    return lines


def _note(found: Table) -> str:
    of = found["published_with"]
    return f"Published are results of transformers {of['transformers']} with torch {of['torch']}."


def _cells(ran: Table) -> tuple[str, ...]:
    counts = [ran["claims"], ran["results"], _moved(ran, "verdict"), _moved(ran, "finding")]
    return (ran["transformers"], ran["torch"], ran["bound"], *map(spell, counts))


def _by_weight(ran: Table) -> list[Table]:
    """The claims that moved, those whose verdict did first."""
    return sorted(ran["moved"], key=lambda it: "verdict" not in it["measured"])


def _moved(ran: Table, what: str) -> int:
    return sum(what in it["measured"] for it in ran["moved"])


def _said(moved: Table) -> dict[str, str]:
    """What there is to say of a claim that moved, by its heading."""
    was, now = moved["published"], moved["measured"]
    verdict = f"{was['verdict']} → {now['verdict']}" if "verdict" in now else "as published"
    said = {"Verdict": verdict}
    if "finding" in now:
        said["Published"] = was["finding"]
        said["Here"] = now["finding"] or "Nothing was observed that the finding could say."
    outcomes = was.get("outcomes", {}) | now.get("outcomes", {})
    if outcomes:
        said["Otherwise on"] = ", ".join(folded(list(outcomes)))
    return said | {"Why": moved["explanation"]}


def _card(place: Place, ran: Table, moved: Table) -> Html:
    entry = place.entry(moved["claim"])
    parts = (join(tag("dt", it), tag("dd", words)) for it, words in _said(moved).items())
    return tag(
        "article",
        tag("p", f"On transformers {ran['transformers']}", class_="claim-top"),
        tag("h3", link(place, entry)),
        tag("dl", *parts, class_="about"),
        class_=f"claim is-{entry['verdict']}",
    )
