"""What a scaling does to each pair of a head: how many times as slow it makes it turn."""

import math

from claims._core.finding import spell
from claims._views.curves import Measured
from claims._views.drawing import frame, path, words
from claims._views.html import Html, join, tag
from claims._views.panel import Panel, Point
from claims._views.place import Place
from claims._views.units import folded

SLOWED = "position_encoding/llama3_scaling_slows_only_the_slow_pairs"
WAVES = "position_encoding/rotary_positions_reach_further"
CLAIMS = (SLOWED, WAVES)
WIDTH, LEFT = 380, 44
KEPT = 1.001  # three digits of a factor are kept
POWERS = range(0, 8, 2)


class Scaled(Measured):
    """For each pair how many times as slow it is, and after how many tokens it has turned once."""

    @property
    def slowed(self) -> list[Point]:
        """Each pair's number, and the factor."""
        return [(pair, it[0]) for pair, it in enumerate(self.rows)]

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
    return [Scaled(tuple(folded(names)), rows) for rows, names in found.items()]


def draw(place: Place) -> Html:
    """Draw the factor of each pair, and below it the wavelengths before and after."""
    found = scaled(place)
    pairs = max(len(it.rows) for it in found) - 1
    most = max(it[0] for each in found for it in each.rows)
    above = Panel(LEFT, 26, WIDTH - LEFT - 8, 120, (0, pairs), (0, most * 1.06))
    below = Panel(LEFT, 186, WIDTH - LEFT - 8, 150, (0, pairs), (POWERS[0], POWERS[-1] + 0.6))
    drawing = frame(
        "scaling",
        "What a scaling does to each pair of a head",
        "; ".join(describe(place)),
        (WIDTH, below.bottom + 34),
        words(LEFT - 26, 12, "times as slow", "axis"),
        above.grid(range(0, pairs + 1, 16), sorted({1, 8, *(round(most),)})),
        words(LEFT - 26, below.top - 12, "tokens for one turn, before (dashed) and after", "axis"),
        _decades(below),
        *(join(*_lines(it, number, above, below)) for number, it in enumerate(found)),
        *_key(found, above),
        words(below.x(pairs / 2), below.bottom + 31, "pair of the head", "axis", "middle"),
    )
    caption = (
        "Fast pairs, on the left, are left alone; slow ones are slowed by the whole factor; in "
        "between it is blended in. Measured on keys of a head of its real width."
    )
    return join(drawing, tag("figcaption", caption))


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


def _decades(panel: Panel) -> Html:
    lines = "".join(f"M{panel.left} {panel.y(it):.1f}H{panel.right}" for it in POWERS)
    beside = (_power(panel, it) for it in POWERS)
    below = (
        words(panel.x(it), panel.bottom + 14, it, anchor="middle")
        for it in range(0, int(panel.xs[1]) + 1, 16)
    )
    return join(path(lines, "grid"), *beside, *below)


def _power(panel: Panel, power: int) -> Html:
    label = join("10", tag("tspan", power, dy="-4", class_="power")) if power else "1"
    return words(panel.left - 6, panel.y(power) + 4, label, anchor="end")


def _lines(it: Scaled, number: int, above: Panel, below: Panel) -> list[Html]:
    kind = f"curve curve-{number}"
    return [
        above.line(it.slowed, kind),
        below.line(it.before, f"{kind} is-again"),
        below.line(it.after, kind),
    ]


def _key(found: list[Scaled], panel: Panel) -> list[Html]:
    """The names of each line, where no line is."""
    drawn = []
    for number, it in enumerate(found):
        y = panel.top + 16 + 17 * number
        drawn.append(path(f"M{panel.left + 12} {y}h18", f"curve curve-{number}"))
        drawn.append(words(panel.left + 36, y + 4, it.said, f"name on-grid curve-{number}"))
    return drawn
