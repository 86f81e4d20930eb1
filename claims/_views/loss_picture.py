"""How much each alternative adds to the loss: a row for each, a mark for each model."""

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from claims._views.html import Html, join, tag

if TYPE_CHECKING:
    from claims._views.overviews.counterfactuals import Cost, Losses

# Drawn for a narrow screen, where it is shown at about its own size, and scaled up from there.
WIDTH, LEFT, RIGHT, TOP, LINE = 380, 10, 12, 34, 31
SMALLEST = 1e-5  # what adds less, or takes something away, stands at the left edge


def draw(known: Sequence["Losses"]) -> Html:
    """Draw the rows, what each mark means, and the caption."""
    rows = rows_of(known)
    height = TOP + LINE * len(rows) + 34
    drawing = tag(
        "svg",
        tag("title", "Nats a token that each alternative adds", id="costs-title"),
        tag("desc", _described(rows), id="costs-desc"),
        _axis(height),
        _key(known),
        *(_row(number, what, costs) for number, (what, costs) in enumerate(rows)),
        viewBox=f"0 0 {WIDTH} {height}",
        role="img",
        aria_labelledby="costs-title costs-desc",
    )
    caption = (
        "What each alternative adds to the loss of the stand-ins, in nats a token; the axis is "
        "logarithmic, and what adds next to nothing stands at its left edge. A bar reaches one "
        "standard error to either side; a hollow mark is no clear difference."
    )
    return join(drawing, tag("figcaption", caption))


Row = tuple[str, list[tuple[int, "Cost"]]]


def rows_of(known: Sequence["Losses"]) -> list[Row]:
    """Each alternative with what it costs each model by number, the dearest first."""
    found: dict[str, list[tuple[int, Cost]]] = {}
    for number, losses in enumerate(known):
        for cost in losses.costs:
            found.setdefault(cost.what, []).append((number, cost))
    return sorted(found.items(), key=lambda it: -max(cost.dearer for _, cost in it[1]))


def _described(rows: Sequence[Row]) -> str:
    return "; ".join(
        f"{what}: {' and '.join(f'{cost.dearer:+.2g}' for _, cost in costs)}"
        for what, costs in rows
    )


def _x(nats: float) -> float:
    """Where a difference stands, by its logarithm: from the smallest shown to 10."""
    share = math.log10(max(nats, SMALLEST) / SMALLEST) / math.log10(10 / SMALLEST)
    return LEFT + min(share, 1.0) * (WIDTH - LEFT - RIGHT)


def _text(x: float, y: float, words: object, **more: object) -> Html:
    return tag("text", words, x=f"{x:.0f}", y=f"{y:.1f}", **more)


def _axis(height: int) -> Html:
    """A line at each power of ten, its number below."""
    parts = []
    for power in range(-5, 2):
        x = _x(10.0**power)
        parts.append(tag("path", d=f"M{x:.1f} {TOP - 8}V{height - 30}", class_="grid"))
        label = f"{10.0**power:g}" if power > -4 else join("10", tag("tspan", power, dy="-4"))
        anchor = "start" if power == -5 else "end" if power == 1 else "middle"
        parts.append(_text(x, height - 16, label, text_anchor=anchor))
    middle = WIDTH / 2
    parts.append(_text(middle, height - 2, "nats a token", text_anchor="middle", class_="axis"))
    return join(*parts)


def _key(known: Sequence["Losses"]) -> Html:
    """The name of each model beside its mark."""
    parts = []
    for number, losses in enumerate(known):
        x = LEFT + 6 + number * (WIDTH / 2)
        parts.append(_mark(number, x, 10, clear=True))
        parts.append(_text(x + 9, 14, losses.model, class_=f"name curve-{number}"))
    return join(*parts)


def _row(number: int, what: str, costs: list[tuple[int, "Cost"]]) -> Html:
    """The words, and below them a bar and a mark for each model."""
    y = TOP + number * LINE
    parts = [_text(LEFT, y + 8, what.partition(":")[0])]
    for model, cost in costs:
        low, high = _x(cost.dearer - cost.error), _x(cost.dearer + cost.error)
        bar = f"M{low:.1f} {y + 18}H{high:.1f}"
        parts.append(tag("path", d=bar, class_=f"curve curve-{model}"))
        parts.append(_mark(model, _x(cost.dearer), y + 18, clear=cost.clear))
    return join(*parts)


def _mark(model: int, x: float, y: float, *, clear: bool) -> Html:
    """A circle for the first model, a square for the next; hollow where nothing is clear."""
    kind = f"{'dot' if clear else 'dot is-hollow'} curve-{model}"
    if model == 0:
        return tag("circle", cx=f"{x:.1f}", cy=y, r="4", class_=kind)
    return tag("rect", x=f"{x - 3.5:.1f}", y=y - 3.5, width="7", height="7", class_=kind)
