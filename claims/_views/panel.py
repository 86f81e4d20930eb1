"""A panel of a drawing: from two numbers to a place in it, with lines at round numbers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from claims._core.finding import spell
from claims._views.drawing import path, words
from claims._views.html import Html, join

Point = tuple[float, float]


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

    def line(self, points: Iterable[Point], kind: str) -> Html:
        """A line through those points that lie within the edges."""
        places = [f"{self.x(it[0]):.1f} {self.y(it[1]):.1f}" for it in points if self.holds(it)]
        return path("M" + "L".join(places), kind)

    def grid(self, xs: Sequence[float], ys: Sequence[float]) -> Html:
        """A line at each round number, which stands on the left or below."""
        lines = [f"M{self.left} {self.y(it):.1f}H{self.right}" for it in ys]
        lines += [f"M{self.x(it):.1f} {self.top}V{self.bottom}" for it in xs]
        beside = [words(self.left - 5, self.y(it) + 4, signed(it), anchor="end") for it in ys]
        below = [words(self.x(it), self.bottom + 14, signed(it), anchor="middle") for it in xs]
        return join(path("".join(lines), "grid"), *beside, *below)


def signed(number: float) -> str:
    """A number with a minus that is as wide as a plus."""
    return spell(float(number)).replace("-", "−")
