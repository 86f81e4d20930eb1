"""How slowly each pair of a head turns: one line for all checkpoints that turn alike."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from claims._core.finding import spell
from claims._views.drawing import path
from claims._views.html import Html, join, tag
from claims._views.panel import course
from claims._views.place import Entry, Place
from claims._views.units import folded

CLAIM = "position_encoding/rotary_positions_reach_further"
CLAIMS = (CLAIM,)
# Drawn for a narrow screen, where it is shown at about its own size, and scaled up from there.
WIDTH, HEIGHT = 380, 340
LEFT, RIGHT, TOP, BOTTOM = 34, 96, 24, 40
LINE = 13  # the least distance between two labels
DIGITS = 10.4  # and between two numbers: no letter of them hangs below its line
COLOURS = 5  # as many as the style sheet has; further curves take them again, dashed


@dataclass(frozen=True)
class Curve:
    """The wavelengths, in tokens, that some checkpoints share, and their trained contexts."""

    wavelengths: tuple[float, ...]
    names: tuple[str, ...]
    contexts: tuple[int, ...]


@dataclass(frozen=True)
class Scale:
    """From pair and wavelength to a place in the drawing."""

    pairs: int
    decades: int

    def x(self, pair: float) -> float:
        """Where a pair stands."""
        return LEFT + pair / max(self.pairs - 1, 1) * (WIDTH - LEFT - RIGHT)

    def y(self, tokens: float) -> float:
        """Where a number of tokens stands, by its logarithm."""
        return HEIGHT - BOTTOM - math.log10(tokens) / self.decades * (HEIGHT - TOP - BOTTOM)


def draw(place: Place) -> Html:
    """Draw the lines, the trained contexts and the caption."""
    curves = curves_of(place.entry(CLAIM))
    if not curves:
        raise LookupError(f"{CLAIM} observed no wavelengths to draw")
    highest = max(max(*it.wavelengths, *it.contexts, 10) for it in curves)
    scale = Scale(max(len(it.wavelengths) for it in curves), math.ceil(math.log10(highest)))
    summary = "; ".join(_sentence(it) for it in curves)
    return tag(
        "svg",
        tag("title", "Wavelength of each rotary pair, by checkpoint", id="waves-title"),
        tag("desc", summary, id="waves-desc"),
        _axes(scale),
        _contexts(scale, curves),
        *(_line(scale, it, number) for number, it in enumerate(curves)),
        _labels(scale, curves),
        viewBox=f"0 0 {WIDTH} {HEIGHT}",
        role="img",
        aria_labelledby="waves-title waves-desc",
    )


def describe(place: Place) -> list[str]:
    """Name each line, how many pairs it has, and where it is marked."""
    return [
        f"{', '.join(it.names)}: {len(it.wavelengths)} pairs, trained context {_contexts_of(it)}"
        for it in curves_of(place.entry(CLAIM))
    ]


def caption(_: Place) -> Html:
    """Say how it is to be read."""
    return join(
        "After how many tokens each pair of coordinates in a head has turned once. ",
        "A dot marks where that is the trained context: ",
        "pairs to its right never turn fully within a text of that length.",
    )


def curves_of(entry: Entry) -> list[Curve]:
    """Group the checkpoints whose wavelengths are the same."""
    groups: dict[tuple[float, ...], list[Entry]] = {}
    for unit in entry["outcomes"]:
        if unit["observed"].get("wavelengths"):
            groups.setdefault(tuple(unit["observed"]["wavelengths"]), []).append(unit)
    return [
        Curve(
            waves,
            tuple(folded([unit["unit"] for unit in units])),
            tuple(sorted({it for unit in units if (it := unit["observed"].get("context"))})),
        )
        for waves, units in groups.items()
    ]


def _sentence(curve: Curve) -> str:
    ends = f"{spell(curve.wavelengths[0])} to {spell(curve.wavelengths[-1])} tokens"
    return f"{', '.join(curve.names)}: {ends}, trained context {_contexts_of(curve)}"


def _contexts_of(curve: Curve) -> str:
    return " and ".join(spell(it) for it in curve.contexts) or "not observed"


def _stroke(number: int) -> str:
    """The classes of a curve: its colour, and whether that has been taken before."""
    return f"curve-{number % COLOURS}" + (" is-again" if number >= COLOURS else "")


def _text(x: float, y: float, words: object, **more: object) -> Html:
    return tag("text", words, x=f"{x:.0f}", y=f"{y:.1f}", **more)


def _axes(scale: Scale) -> Html:
    """Powers of ten on the left, pair numbers below."""
    parts = []
    for decade in range(0, scale.decades + 1, 2):
        y = scale.y(10**decade)
        parts.append(tag("path", d=f"M{LEFT} {y:.1f}H{WIDTH - RIGHT}", class_="grid"))
        label = join("10", tag("tspan", decade, dy="-4", class_="power")) if decade else "1"
        parts.append(_text(LEFT - 6, y + 4, label, text_anchor="end"))
    for pair in range(0, scale.pairs, 16):
        parts.append(_text(scale.x(pair), HEIGHT - BOTTOM + 16, pair, text_anchor="middle"))
    parts.append(_text(LEFT - 26, 12, "tokens for one turn", class_="axis"))
    middle = (LEFT + WIDTH - RIGHT) / 2
    parts.append(_text(middle, HEIGHT - 6, "pair of the head", text_anchor="middle", class_="axis"))
    return join(*parts)


def _contexts(scale: Scale, curves: Sequence[Curve]) -> Html:
    """A dashed line at each trained context."""
    return join(
        *(
            tag("path", d=f"M{LEFT} {scale.y(it):.1f}H{WIDTH - RIGHT}", class_="context")
            for it in sorted({it for curve in curves for it in curve.contexts})
        )
    )


def _line(scale: Scale, curve: Curve, number: int) -> Html:
    """A curve, with a dot where it reaches each of its trained contexts."""
    places = [(scale.x(pair), scale.y(it)) for pair, it in enumerate(curve.wavelengths)]
    parts = [path(course(places), f"curve {_stroke(number)}")]
    for context in curve.contexts:
        pair = next((i for i, it in enumerate(curve.wavelengths) if it >= context), None)
        if pair:
            low, high = (math.log(curve.wavelengths[i]) for i in (pair - 1, pair))
            at = pair - (high - math.log(context)) / (high - low)
            place = {"cx": f"{scale.x(at):.1f}", "cy": f"{scale.y(context):.1f}", "r": "3.5"}
            parts.append(tag("circle", **place, class_=f"dot {_stroke(number)}"))
    return join(*parts)


def _is_short(scale: Scale, curve: Curve) -> bool:
    """Whether a curve ends before the others do, so that the right border is far from its end."""
    return len(curve.wavelengths) < scale.pairs


def _beside_short(scale: Scale, curves: Sequence[Curve]) -> list[Html]:
    """The names of curves that end early, each beside its own end."""
    return [
        _text(
            scale.x(len(it.wavelengths) - 1) + 6,
            scale.y(it.wavelengths[-1]) + 4,
            ", ".join(it.names),
            class_=f"name on-grid {_stroke(number)}",
        )
        for number, it in enumerate(curves)
        if _is_short(scale, it)
    ]


def _labels(scale: Scale, curves: Sequence[Curve]) -> Html:
    """Names and contexts, each at the height of its line's end and kept apart from the others."""
    wanted = [
        (scale.y(it.wavelengths[-1]), words, f"name {_stroke(number)}")
        for number, it in enumerate(curves)
        if not _is_short(scale, it)
        for words in it.names
    ]
    contexts = {it for curve in curves for it in curve.contexts}
    wanted += [(scale.y(it), spell(it), "context-name") for it in contexts]
    parts, room, above = _beside_short(scale, curves), 0.0, ""
    for end, words, kind in sorted(wanted, key=lambda it: it[0]):
        apart = DIGITS if kind == above == "context-name" else LINE
        room, above = max(end, room + apart), kind
        if kind == "context-name":  # a colour tells which line a name is of; this takes a leader
            leader = f"M{WIDTH - RIGHT} {end:.1f}L{WIDTH - RIGHT + 6} {room:.1f}"
            parts.append(tag("path", d=leader, class_="context"))
        parts.append(_text(WIDTH - RIGHT + 8, room + 4, words, class_=kind))
    return join(*parts)
