"""A panel of a drawing: from two numbers to a place in it, with lines at round numbers."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from claims._core.finding import spell
from claims._views.drawing import dot, path, words
from claims._views.html import Html, join

Point = tuple[float, float]
SEEN = 0.12  # in the units of a drawing, which are about a pixel of a phone


@dataclass(frozen=True)
class Panel:
    """Where it stands in the drawing, and which numbers its edges are."""

    left: float
    top: float
    width: float
    height: float
    xs: Point
    ys: Point

    @property
    def right(self) -> float:
        """Where it ends on the right."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """Where it ends below."""
        return self.top + self.height

    def x(self, number: float) -> float:
        """How far to the right a number stands."""
        return self.left + (number - self.xs[0]) / (self.xs[1] - self.xs[0]) * self.width

    def y(self, number: float) -> float:
        """How far down a number stands."""
        return self.bottom - (number - self.ys[0]) / (self.ys[1] - self.ys[0]) * self.height

    def holds(self, point: Point) -> bool:
        """Whether a point lies within the edges."""
        pairs = zip(point, (self.xs, self.ys), strict=True)
        return all(low <= it <= high for it, (low, high) in pairs)

    def dots(self, points: Iterable[Point], kind: str) -> Html:
        """A dot at each point within the edges."""
        inside = [it for it in points if self.holds(it)]
        return join(*(dot(self.x(x), self.y(y), f"dot {kind}") for x, y in inside))

    def line(self, points: Iterable[Point], kind: str) -> Html:
        """A line through those points that lie within the edges."""
        places = [(self.x(it[0]), self.y(it[1])) for it in points if self.holds(it)]
        return path(course(places), kind)

    def grid(self, xs: Sequence[float], ys: Sequence[float]) -> Html:
        """A line at each round number, which stands on the left or below."""
        lines = [f"M{self.left} {self.y(it):.1f}H{self.right}" for it in ys]
        lines += [f"M{self.x(it):.1f} {self.top}V{self.bottom}" for it in xs]
        beside = [words(self.left - 5, self.y(it) + 4, signed(it), anchor="end") for it in ys]
        below = [words(self.x(it), self.bottom + 14, signed(it), anchor="middle") for it in xs]
        return join(path("".join(lines), "grid"), *beside, *below)


def course(places: Sequence[Point]) -> str:
    """A path through places, in as few of them as show the same."""
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in bends(places))


def bends(places: Sequence[Point]) -> list[Point]:
    """The places without which a line would be another by more than can be seen."""
    kept, start = list(places[:1]), 0
    for at in range(1, len(places) - 1):
        between = places[start + 1 : at + 1]
        if any(_astray(it, places[start], places[at + 1]) > SEEN for it in between):
            kept.append(places[at])
            start = at
    return [*kept, *places[-1:]] if len(places) > 1 else kept


def _astray(place: Point, start: Point, end: Point) -> float:
    """How far a place is from the line between two others."""
    across, down = end[0] - start[0], end[1] - start[1]
    twice_the_area = abs(across * (place[1] - start[1]) - down * (place[0] - start[0]))
    return twice_the_area / max(math.hypot(across, down), 1e-9)


def signed(number: float) -> str:
    """A number with a minus that is as wide as a plus."""
    return spell(float(number)).replace("-", "−")
