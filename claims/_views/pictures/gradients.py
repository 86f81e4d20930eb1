"""How large each layer's gradient is at the start of a training, with norms before and behind."""

import math
from collections.abc import Iterable

from claims._core.finding import spell
from claims._views.drawing import frame, path, words
from claims._views.html import Html, join
from claims._views.panel import Panel, Point
from claims._views.place import Entry, Place

CLAIM = "normalization/pre_norm_eases_training"
CLAIMS = (CLAIM,)
# As observed, as said, and how a line of it looks.
PLACEMENTS = (
    ("gradients", "norms before, as built", ""),
    ("gradients_made_post_norm", "norms moved behind", " is-again"),
)
WIDTH, LEFT, TOP, HEIGHT = 380, 44, 26, 210
KEY = 17


def draw(place: Place) -> Html:
    """Draw a line for each model and placement, as shares of the last layer's gradient."""
    lines = lines_of(place.entry(CLAIM))
    panel = _panel([points for *_, points in lines])
    powers = range(math.ceil(panel.ys[0]), math.floor(panel.ys[1]) + 1)
    return frame(
        "gradients",
        "The gradient of each layer, in times the last layer's",
        "; ".join([*describe(place), *_first_to_last(place.entry(CLAIM))]),
        (WIDTH, TOP + HEIGHT + 34),
        words(LEFT - 26, 12, "gradient, in times the last layer’s", "axis"),
        path("".join(f"M{LEFT} {panel.y(it):.1f}H{panel.right}" for it in powers), "grid"),
        *(words(LEFT - 5, panel.y(it) + 4, spell(10.0**it), anchor="end") for it in powers),
        *(words(panel.x(it), panel.bottom + 15, it, anchor="middle") for it in _layers(panel)),
        words(panel.x(sum(panel.xs) / 2), panel.bottom + 31, "layer", "axis", "middle"),
        *(panel.line(points, f"curve {kind}") for _, kind, points in lines),
        *_key(panel, lines),
    )


def caption(_: Place) -> Html:
    """Say how it is to be read."""
    return join(
        "Narrow models of full depth, drawn as the library draws them before a training. The "
        "same weights are used for both placements of the norms."
    )


def describe(place: Place) -> list[str]:
    """Name each line with its number of layers."""
    return [f"{name}: {len(points)} layers" for name, _, points in lines_of(place.entry(CLAIM))]


def lines_of(entry: Entry) -> list[tuple[str, str, list[Point]]]:
    """Each line's name, how it looks, and its points: the layer, and a power of ten."""
    found = []
    for number, unit in enumerate(entry["outcomes"]):
        for observed, said, again in PLACEMENTS:
            if norms := unit["observed"].get(observed):
                kind = f"curve-{number}{again}"
                found.append((f"{unit['unit']}, {said}", kind, _powers(norms)))
    if not found:
        raise LookupError(f"{CLAIM} observed no gradients to draw")
    return found


def _powers(norms: list[float]) -> list[Point]:
    """Each layer with the logarithm of how many times the last one's its gradient is."""
    return [(layer, math.log10(it / norms[-1])) for layer, it in enumerate(norms, 1)]


def _panel(lines: Iterable[list[Point]]) -> Panel:
    every = [it for points in lines for it in points]
    heights = [it[1] for it in every]
    last = max(it[0] for it in every)
    low, high = min(heights) - 0.2, max(heights) + 0.2
    return Panel(LEFT, TOP, WIDTH - LEFT - 8, HEIGHT, (1, last), (low, high))


def _layers(panel: Panel) -> list[int]:
    last = int(panel.xs[1])
    return [1, *range(8, last + 1, 8)]


def _first_to_last(entry: Entry) -> list[str]:
    """How many times the first layer's is the last's, in the digits that the finding has."""
    told = (it["observed"].get("first_to_last") for it in entry["outcomes"])
    return [f"the first layer’s in times the last’s: {it}" for it in told if it]


def _key(panel: Panel, lines: list[tuple[str, str, list[Point]]]) -> list[Html]:
    """The name of each line, where no line is: on the right above."""
    found = []
    for number, (name, kind, _) in enumerate(lines):
        y = TOP + 16 + KEY * number
        found.append(path(f"M{panel.right - 232} {y}h24", f"curve {kind}"))
        kinds = f"name on-grid {kind.partition(' ')[0]}"
        found.append(words(panel.right - 202, y + 4, name, kinds))
    return found
