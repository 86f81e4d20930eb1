"""How often each property is mistaken for another, on architectures that no claim is about."""

from collections.abc import Mapping
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
# Written by `make zoo`.
FILE = PACKAGE / "zoo.toml"
LEFT_OPEN = "left open"
HEADS = ("True", "Measured", "Architectures", "Answer")
Table = Mapping[str, Any]


def read(path: Path = FILE) -> dict[str, Any]:
    """The architectures with their sources, and the rows of each property."""
    return written(path)


def draw(_: Place) -> Html:
    """How many answers were right, wrong and left open, then every pair of values in one table."""
    found = read()
    bodies = [_property(name, rows) for name, rows in found["properties"].items()]
    return join(
        tag("p", summary(found)), grid("Every property of the zoo", HEADS, *bodies, kind="zoo")
    )


def summary(found: Table) -> str:
    """The counts, in one sentence."""
    rows = [it for rows in found["properties"].values() for it in rows]
    asked = sum(it["models"] for it in rows)
    open_ = sum(it["models"] for it in rows if it["measured"] == LEFT_OPEN)
    right = sum(it["models"] for it in rows if it["measured"] == it["true"])
    return (
        f"{len(found['architectures'])} architectures, {asked} answers: {right} right, "
        f"{asked - right - open_} wrong, {open_} left open."
    )


def describe(_: Place) -> list[str]:
    """The same in words, a pair of values a line."""
    found = read()
    return [
        summary(found),
        *(
            f"{name}: {it['true']} measured as {it['measured']} on {it['models']}"
            for name, rows in found["properties"].items()
            for it in rows
        ),
    ]


def _property(name: str, rows: list[Table]) -> Html:
    return group(name.replace("_", " "), HEADS, *(row(*_cells(it)) for it in rows))


def _cells(it: Table) -> tuple[object, ...]:
    return it["true"], it["measured"], it["models"], _mark(it)


def _mark(it: Table) -> Html:
    """The word with its sign: a wrong answer is what needs to be looked at."""
    if it["measured"] == it["true"]:
        outcome, word = Outcome.PASSED, "right"
    elif it["measured"] == LEFT_OPEN:
        outcome, word = Outcome.CANT_TELL, LEFT_OPEN
    else:
        outcome, word = Outcome.FAILED, "wrong"
    return tag("span", icon(outcome), word, class_=f"outcome is-{outcome}")
