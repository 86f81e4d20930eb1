"""What each alternative costs the stand-ins: losses in a table, what they add in a picture."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from claims._core.discovery import PACKAGE
from claims._core.words import Outcome
from claims._running.comparison import CLEAR
from claims._views import loss_picture
from claims._views.grid import grid, group, row
from claims._views.html import Html, join, tag
from claims._views.marks import icon
from claims._views.place import Place
from claims._views.written import written

CLAIMS = ()
# Written by `make counterfactuals`.
FILE = PACKAGE / "counterfactuals.toml"
RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
HEADS = ("Done otherwise", "Nats a token", "More than as trained")


@dataclass(frozen=True)
class Cost:
    """What one alternative costs one model, in nats a token, with the standard error of that."""

    name: str
    what: str
    altered: float
    dearer: float
    error: float
    clear: bool


@dataclass(frozen=True)
class Losses:
    """One model's loss as it was trained, on so much text, and with each alternative."""

    model: str
    published: float
    windows: int
    tokens: int
    costs: tuple[Cost, ...]


def read(path: Path = FILE) -> list[Losses]:
    """Every model that the alternatives were run on, the dearest alternative first."""
    return [_losses(name, table) for name, table in written(path).items()]


def _losses(name: str, table: Mapping[str, Any]) -> Losses:
    costs = [Cost(name=it, **values) for it, values in table["alternatives"].items()]
    costs.sort(key=lambda it: -it.dearer)
    return Losses(name, table["published"], table["windows"], table["tokens"], tuple(costs))


def draw(_: Place) -> Html:
    """What was read, then the picture, then every loss in one table."""
    known = read()
    figure = tag("figure", loss_picture.draw(known), class_="picture")
    bodies = (_body(it) for it in known)
    said = tag("ul", *(tag("li", it) for it in map(summary, known)))
    return join(
        said, figure, grid("Every alternative", HEADS, *bodies, kind="counterfactuals worded")
    )


def summary(losses: Losses) -> str:
    """What a model was read, and how many of the alternatives make a clear difference."""
    clear = sum(it.clear for it in losses.costs)
    return (
        f"{losses.model}, trained here and no published model: {losses.published:.3f} nats a token "
        f"on {losses.tokens:,} tokens in {losses.windows} windows; {clear} of {len(losses.costs)} "
        f"alternatives differ by more than {CLEAR:g} standard errors."
    )


def _body(losses: Losses) -> Html:
    words = f"{losses.model}: {losses.published:.3f} as trained"
    return group(words, HEADS, *(row(*_cells(it)) for it in losses.costs))


def _cells(cost: Cost) -> tuple[object, ...]:
    return cost.what, f"{cost.altered:.3f}", join(dearer(cost), tag("br"), _mark(cost))


def dearer(cost: Cost) -> str:
    """The difference with its standard error, both to the digits that the error leaves."""
    return f"{_power(f'{cost.dearer:+.2g}')} ± {_power(f'{cost.error:.1g}')}"


def _power(number: str) -> str:
    """A number as it is printed: with a minus sign, and what is very small by its power of ten."""
    digits, _, power = number.partition("e")
    raised = f" × 10{str(int(power)).translate(RAISED)}" if power else ""
    return digits.replace("-", "−") + raised


def _mark(cost: Cost) -> Html:
    """The word with its sign: what costs nothing, or helps, needs to be looked at."""
    outcome, word = _told(cost)
    return tag("span", icon(outcome), word, class_=f"outcome is-{outcome}")


def _told(cost: Cost) -> tuple[Outcome, str]:
    if not cost.clear:
        return Outcome.CANT_TELL, "not clear"
    return (Outcome.PASSED, "worse") if cost.dearer > 0 else (Outcome.FAILED, "better")


def describe(_: Place) -> list[str]:
    """The same in words, an alternative a line."""
    return [
        line
        for losses in read()
        for line in (
            summary(losses),
            *(
                f"{losses.model}: {it.what}: {it.altered:.3f}, {dearer(it)}, {_told(it)[1]}"
                for it in losses.costs
            ),
        )
    ]
