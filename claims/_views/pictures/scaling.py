"""What a scaling does to each pair of a head: how many times as slow it makes it turn."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from claims._core.finding import spell
from claims._views.curves import Measured
from claims._views.drawing import frame, path, words
from claims._views.html import Html, join, tag
from claims._views.panel import Panel, Point
from claims._views.pictures.wavelengths import COLOURS, curves_of
from claims._views.place import Place
from claims._views.units import folded

SLOWED = "position_encoding/llama3_scaling_slows_only_the_slow_pairs"
WAVES = "position_encoding/rotary_positions_reach_further"
CLAIMS = (SLOWED, WAVES)
WIDTH, LEFT = 380, 44
KEPT = 1.001  # three digits of a factor are kept


@dataclass(frozen=True)
class Scaled(Measured):
    """For each pair how many times as slow it is, and after how many tokens it has turned once.

    `curve` is the colour that the same checkpoints have in the picture of all wavelengths.
    """

    curve: str

    @property
    def slowed(self) -> list[Point]:
        """Each pair's number, and how often the factor doubles it."""
        return [(pair, math.log2(it[0])) for pair, it in enumerate(self.rows)]

    @property
    def after(self) -> list[Point]:
        """Each pair's number, and the logarithm of its wavelength."""
        return [(pair, math.log10(it[1])) for pair, it in enumerate(self.rows)]

    @property
    def before(self) -> list[Point]:
        """The same without the scaling."""
        return [(pair, math.log10(it[1] / it[0])) for pair, it in enumerate(self.rows)]


def scaled(place: Place) -> list[Scaled]:
    """Each different scaling, with all checkpoints that have it."""
    waves = {it["unit"]: it["observed"] for it in place.entry(WAVES)["outcomes"]}
    found: dict[tuple[tuple[float, float], ...], list[str]] = {}
    for unit in place.entry(SLOWED)["outcomes"]:
        slowed, seen = unit["observed"].get("slowed_by"), waves.get(unit["unit"], {})
        if slowed and len(seen.get("wavelengths", ())) == len(slowed):
            rows = tuple(zip(slowed, seen["wavelengths"], strict=True))
            found.setdefault(rows, []).append(unit["unit"])
    if not found:
        raise LookupError(f"{SLOWED} observed no scaling to draw")
    curves = [it.wavelengths for it in curves_of(place.entry(WAVES))]
    colours = {waves: f"curve-{number % COLOURS}" for number, waves in enumerate(curves)}
    return [
        Scaled(tuple(folded(names)), rows, colours[tuple(wave for _, wave in rows)])
        for rows, names in found.items()
    ]


def draw(place: Place) -> Html:
    """Draw the factor of each pair, and below it the wavelengths before and after."""
    found = scaled(place)
    above, below = _panels(found)
    doubled = range(round(above.ys[1]) + 1)
    return frame(
        "scaling",
        "What a scaling does to each pair of a head",
        "; ".join(describe(place)),
        (WIDTH, below.bottom + 34),
        words(LEFT - 26, 12, "times as slow", "axis"),
        _lines(above, {it: spell(2**it) for it in doubled}),
        words(LEFT - 26, below.top - 16, "tokens for one turn, before (dashed) and after", "axis"),
        _lines(below, {it: _power(it) for it in range(0, int(below.ys[1]) + 1, 2)}),
        *(join(*_curves(it, above, below)) for it in found),
        *_key(found, below),
        words(below.x(below.xs[1] / 2), below.bottom + 31, "pair of the head", "axis", "middle"),
    )


def caption(_: Place) -> Html:
    """Say how it is to be read."""
    return join(
        "Fast pairs, on the left, are left alone; slow ones are slowed by the whole factor; in "
        "between it is blended in. Measured on keys of a head of its real width."
    )


def describe(place: Place) -> list[str]:
    """Say of each scaling how many pairs it leaves, slows by its whole factor, and in between."""
    lines = []
    for it in scaled(place):
        factors = [row[0] for row in it.rows]
        kept, most = sum(f < KEPT for f in factors), max(factors)
        slowed = sum(f > most / KEPT for f in factors)
        between = len(factors) - kept - slowed
        lines.append(
            f"{it.said}: {kept} pairs as before, {between} slowed by less than {spell(most)}, "
            f"{slowed} by {spell(most)}"
        )
    return lines


def _panels(found: list[Scaled]) -> tuple[Panel, Panel]:
    """One for the factors, and one for the wavelengths; both are logarithmic."""
    pairs = max(len(it.rows) for it in found) - 1
    doubled = math.ceil(max(y for it in found for _, y in it.slowed))
    longest = math.ceil(max(y for it in found for _, y in it.after))
    width = WIDTH - LEFT - 8
    return (
        Panel(LEFT, 26, width, 110, (0, pairs), (0, doubled)),
        Panel(LEFT, 184, width, 170, (0, pairs), (0, longest)),
    )


def _lines(panel: Panel, beside: Mapping[int, object]) -> Html:
    """A line at each number on the left, and the numbers of pairs below."""
    lines = "".join(f"M{panel.left} {panel.y(it):.1f}H{panel.right}" for it in beside)
    labels = (
        words(panel.left - 6, panel.y(it) + 4, said, anchor="end") for it, said in beside.items()
    )
    pairs = range(0, int(panel.xs[1]) + 1, 16)
    below = (words(panel.x(it), panel.bottom + 14, it, anchor="middle") for it in pairs)
    return join(path(lines, "grid"), *labels, *below)


def _power(power: int) -> Html:
    """A power of ten, as 10 with its exponent."""
    return join("10", tag("tspan", power, dy="-4", class_="power")) if power else join("1")


def _curves(it: Scaled, above: Panel, below: Panel) -> list[Html]:
    kind = f"curve {it.curve}"
    return [
        above.line(it.slowed, kind),
        below.line(it.before, f"{kind} is-again"),
        below.line(it.after, kind),
    ]


def _key(found: list[Scaled], panel: Panel) -> list[Html]:
    """The names of each line, where no line is: on the right below."""
    drawn = []
    for number, it in enumerate(found):
        y = panel.bottom - 12 - 17 * (len(found) - 1 - number)
        drawn.append(path(f"M{panel.right - 160} {y}h18", f"curve {it.curve}"))
        drawn.append(words(panel.right - 136, y + 4, it.said, f"name on-grid {it.curve}"))
    return drawn
