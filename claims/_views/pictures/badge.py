"""The number on a model's hub page beside the number of its parameters, and why they differ."""

from dataclasses import dataclass

from claims._checkpoints.catalogue import catalogue
from claims._checkpoints.tensors import Tensors
from claims._core.finding import spell
from claims._core.observed import Untested
from claims._views.boxes import boxes_of
from claims._views.checkpoint_rows import record_of
from claims._views.drawing import box, frame, words
from claims._views.html import Html, join
from claims._views.place import Place

CLAIM = "scale/the_hub_badge_is_the_parameter_count"
CLAIMS = (CLAIM,)
WIDTH, TOP, ROW = 380, 58, 48
RIGHT, MOST = 378, 1.35  # as much of the true count as there is room for
# What is drawn, in the order of the key: its class, and what it is.
KEY = {
    "is-counted": "parameters, each counted once",
    "is-buffers": "stored buffers, which the hub counts too",
    "is-twice": "the head’s matrix, were it counted again",
}


@dataclass(frozen=True)
class Count:
    """What can be counted in a model: its parameters, what else is stored, what is held twice."""

    parameters: int
    badge: int
    buffers: tuple[int, ...]
    twice: int

    @property
    def sum(self) -> str:
        """How the hub's number comes about."""
        if self.badge == self.parameters:
            return f"{spell(self.badge)} on the hub: the parameters and nothing else"
        parts = [spell(self.parameters)]
        for size in dict.fromkeys(self.buffers):
            parts.append(f"{self.buffers.count(size)} × {spell(size)}")
        return f"{spell(self.badge)} on the hub = {' + '.join(parts)}"


def counts() -> dict[Count, list[str]]:
    """The distinct counts, each with the checkpoints that have it, as far as they are known."""
    found: dict[Count, list[str]] = {}
    for it in catalogue():
        record = record_of(it)
        stored, head = Tensors(it.id, record), boxes_of(record)["head"]
        twice = sum(it.elements for it in head.tensors) if head.tied_to else 0
        try:
            sizes = tuple(stored.buffers.values())
            count = Count(stored.parameters, stored.stored_elements, sizes, twice)
        except Untested:
            continue
        found.setdefault(count, []).append(it.id)
    return found


def draw(place: Place) -> Html:
    """Draw a bar for each count, and say in words how it comes about."""
    known = counts()
    return frame(
        "badge",
        "The number on the hub beside the number of parameters",
        "; ".join(_lines(known)),
        (WIDTH, TOP + ROW * len(known)),
        *(_key(n, kind) for n, kind in enumerate(KEY)),
        *(_row(n, it, known[it]) for n, it in enumerate(known)),
    )


def describe(place: Place) -> list[str]:
    """Say how each number on the hub comes about."""
    return _lines(counts())


def _lines(known: dict[Count, list[str]]) -> list[str]:
    return [
        f"{', '.join(names)}: {it.sum}" + (f"; {_twice(it)}" if it.twice else "")
        for it, names in known.items()
    ]


def _twice(it: Count) -> str:
    return f"{spell(it.parameters + it.twice)} with the head again"


def caption(_: Place) -> Html:
    """Say how it is to be read."""
    drawn = {name for names in counts().values() for name in names}
    others = ", ".join(it.id for it in catalogue() if it.id not in drawn)
    return join(
        "Every bar begins with all parameters of a model, drawn alike long; some buffers are too ",
        "few to be seen beside them. ",
        f"What else is stored of {others} isn’t published here." if others else None,
    )


def _x(share: float) -> float:
    return share / MOST * RIGHT


def _key(number: int, kind: str) -> Html:
    y = 4 + number * 14
    return join(box(0, y, 16, 9, f"counted {kind}"), words(22, y + 8.5, KEY[kind]))


def _row(number: int, it: Count, names: list[str]) -> Html:
    """The checkpoints, the bar with what is beyond it, and the sum."""
    y = TOP + number * ROW
    found = [
        words(0, y + 8, ", ".join(names), "row-name"),
        box(0, y + 12, _x(1), 14, "counted is-counted"),
        words(0, y + 37, it.sum),
    ]
    if it.badge > it.parameters:
        more = it.badge / it.parameters - 1
        found.append(box(_x(1), y + 12, max(_x(more), 0.4), 7, "counted is-buffers"))
    if it.twice:
        more = it.twice / it.parameters
        found.append(box(_x(1), y + 19, _x(more), 7, "counted is-twice"))
        found.append(words(RIGHT, y + 8, _twice(it), anchor="end"))
    return join(*found)
