"""What a table, a rotation and nothing at all do to a token, and what becomes of attention."""

from collections.abc import Sequence
from dataclasses import dataclass

from claims._views.curves import Rows, measured, on_control
from claims._views.drawing import frame, words
from claims._views.html import Html, join
from claims._views.panel import Panel, Point
from claims._views.place import Entry, Place

CLAIM = "position_encoding/gpt2_positions_carry_token_order"
CLAIMS = (CLAIM,)
# The controls that have a rotation, and no positions.
ROTATED, UNTOLD = "llama-7b", "gpt2 with zeros"
EMPTIED = "gpt2, its table 0"
TABLE, KEYS, SCORES = "vectors_by_position", "keys_by_position", "scores_by_offset"
WIDTH, SIDE, LOW = 380, 104, 96
LEFTS, TOP, BELOW = (24, 147, 270), 44, 192
EDGE = 1.12
SAME = 0.02  # as a share of the largest score


@dataclass(frozen=True)
class Way:
    """One way to tell positions: its name, the model, two tokens' places, two queries' scores."""

    name: str
    of: str
    places: Rows
    scores: Rows

    @property
    def tokens(self) -> list[list[Point]]:
        """Where each of the tokens is moved, position by position."""
        return [[(it[at], it[at + 1]) for it in self.places] for at in (1, 3)]

    @property
    def queries(self) -> list[list[Point]]:
        """The score at each offset, for each of the queries."""
        return [[(it[0], it[at]) for it in self.scores] for at in (1, 2)]

    @property
    def told(self) -> str:
        """What the scores depend on."""
        if max(abs(it[1] - it[2]) for it in self.scores) > SAME:
            return "differ from query to query"
        flat = all(abs(it[1]) < SAME for it in self.scores)
        return "are the same at all offsets" if flat else "depend on the offset alone"


def ways(entry: Entry) -> list[Way]:
    """GPT-2's table, LLaMA's rotation, and GPT-2 with its table emptied."""
    table, scores = measured(entry, TABLE)[0], measured(entry, SCORES)[0]
    turned, untold = (
        (on_control(entry, on, what), on_control(entry, on, SCORES))
        for on, what in ((ROTATED, KEYS), (UNTOLD, TABLE))
    )
    return [
        Way("a table, added", table.said, table.rows, scores.rows),
        Way("a rotation", ROTATED, turned[0].rows, turned[1].rows),
        Way("nothing", EMPTIED, untold[0].rows, untold[1].rows),
    ]


def draw(place: Place) -> Html:
    """Draw for each way two tokens as their position grows, and below them attention's scores."""
    found = ways(place.entry(CLAIM))
    return frame(
        "positions",
        "What positions do to a token, and to the scores of attention",
        "; ".join(describe(place)),
        (WIDTH, BELOW + LOW + 36),
        *(_way(it, left) for it, left in zip(found, LEFTS, strict=True)),
        words(WIDTH / 2, BELOW + LOW + 32, "tokens back from the query", "axis", "middle"),
    )


def caption(_: Place) -> Html:
    """Say how it is to be read."""
    return join(
        "Above, two tokens at the first positions of a text, a colour each, from the hollow dot "
        "on: two coordinates of what enters the first block, or of a key where keys turn. Below, "
        "the score that a query gives to the same token farther and farther back, less its score "
        "where there is no distance, for two queries of one text: where the lines are one, only "
        "the distance counts. All as measured on small models with random weights, as shares of "
        "the largest."
    )


def describe(place: Place) -> list[str]:
    """Say of each way what the scores depend on."""
    return [f"{it.name} ({it.of}): scores {it.told}" for it in ways(place.entry(CLAIM))]


def _way(it: Way, left: float) -> Html:
    above = Panel(left, TOP, SIDE, SIDE, (-EDGE, EDGE), (-EDGE, EDGE))
    last = it.scores[-1][0]
    below = Panel(left, BELOW, SIDE, LOW, (0, last), (-EDGE, EDGE))
    return join(
        words(left, 14, it.name, "title"),
        words(left, 29, it.of),
        above.grid((), ()),
        _axes(above),
        *(_token(above, points, number) for number, points in enumerate(it.tokens)),
        words(left, BELOW - 12, "score, less that at 0", "axis"),
        below.grid(range(0, int(last) + 1, 8), (0,)),
        *(below.line(each, f"curve {kind}") for each, kind in _strokes(it.queries)),
    )


def _strokes(lines: Sequence[list[Point]]) -> list[tuple[list[Point], str]]:
    """A broad line, and a dashed one that can be seen on it."""
    return list(zip(lines, ("is-broad curve-0", "is-again curve-4"), strict=True))


def _axes(panel: Panel) -> Html:
    """Both coordinates' noughts."""
    return join(
        panel.line([(panel.xs[0], 0), (panel.xs[1], 0)], "grid"),
        panel.line([(0, panel.ys[0]), (0, panel.ys[1])], "grid"),
    )


def _token(panel: Panel, points: list[Point], number: int) -> Html:
    """A token's way from position to position; its first place is hollow."""
    kind = f"curve-{2 + number}"
    return join(
        panel.line(points, f"curve is-thin {kind}"),
        panel.dots(points[1:], kind),
        panel.dots(points[:1], f"is-hollow {kind}"),
    )
