"""What is kept of a text in keys and values: the bytes for a token, and for a full context."""

import math
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal

from claims._checkpoints.catalogue import Checkpoint, catalogue
from claims._checkpoints.config import Config
from claims._checkpoints.formulas import CACHED_AS
from claims._core.finding import spell
from claims._views.checkpoint_rows import height, numbers, placed, record_of
from claims._views.drawing import box, dot, frame, path, words
from claims._views.html import Html, join
from claims._views.place import Place
from claims.attention._cost import stated_cost

CLAIMS = ()
WIDTH, TOP, LEFT, RIGHT = 380, 46, 96, 322
LEAST, MOST, STEP = 15, 37, 5  # the powers of two of the bytes, and between two lines
FOUR = Context(prec=4, rounding=ROUND_HALF_UP)
UNITS = ("bytes", "KiB", "MiB", "GiB", "TiB")


@dataclass(frozen=True)
class Cache:
    """The bytes that a token leaves in all layers, and how many tokens a model takes."""

    a_token: int
    context: int

    @property
    def full(self) -> int:
        """The bytes that a full context leaves."""
        return self.a_token * self.context


def cache_of(it: Checkpoint) -> Cache:
    """Multiply out what the config states, by the formula of the claims about the cache."""
    config = Config(it.id, record_of(it))
    layers: int = config.fact("layers")
    return Cache(layers * stated_cost(config).cache_bytes, config.fact("context"))


def draw(place: Place) -> Html:
    """Draw a line from a token to a full context for each checkpoint, and all numbers."""
    bottom = TOP + height()
    drawing = frame(
        "kv-cache",
        "Bytes of keys and values, for a token and for a full context",
        "For each checkpoint a line from a token to a full context, in the numbers of the table.",
        (WIDTH, bottom + 4),
        dot(6, 8, "dot curve-0"),
        words(15, 12, "a token"),
        _square(76, 8),
        words(86, 12, "a full context, in numbers on the right"),
        *_axis(bottom),
        *(_row(it, y) for it, y in placed(TOP)),
    )
    cells = {it.id: _cells(cache_of(it)) for it in catalogue()}
    heads = ("Bytes a token", "Context, in tokens", "Bytes at full context")
    table = numbers(place, "The bytes of keys and values", heads, cells)
    return join(drawing, table)


def caption(_: Place) -> Html:
    """Say how it is to be read."""
    return join(
        f"Keys and values of all layers, at {CACHED_AS} bytes a number; each line stands for "
        f"{2**STEP} times as many bytes as the one before."
    )


def describe(place: Place) -> list[str]:
    """Say how many bytes a token and a full context leave."""
    lines = []
    for it in catalogue():
        a_token, context, full = _cells(cache_of(it))
        lines.append(f"{it.id}: {a_token} bytes a token × {context} tokens = {full}")
    return lines


def in_units(number: int) -> str:
    """Bytes in the unit that leaves four digits at most, a half rounded up: 36 KiB."""
    power = min(int(math.log2(number) // 10), len(UNITS) - 1)
    short = FOUR.create_decimal(Decimal(number) / 1024**power)
    return f"{short.normalize():f} {UNITS[power]}"


def _cells(it: Cache) -> list[str]:
    return [spell(it.a_token), spell(it.context), spell(it.full)]


def _x(number: float) -> float:
    return LEFT + (math.log2(number) - LEAST) / (MOST - LEAST) * (RIGHT - LEFT)


def _axis(bottom: float) -> list[Html]:
    found = []
    for power in range(LEAST, MOST + 1, STEP):
        x = _x(2**power)
        found.append(path(f"M{x:.1f} {TOP - 5}V{bottom}", "grid"))
        found.append(words(x, TOP - 10, in_units(2**power), anchor="middle"))
    return found


def _square(x: float, y: float) -> Html:
    return box(x - 3.5, y - 3.5, 7, 7, "dot curve-1")


def _row(it: Checkpoint, y: float) -> Html:
    """A line from the bytes of a token to those of a full context, with the latter in words."""
    cache = cache_of(it)
    start, end = _x(cache.a_token), _x(cache.full)
    return join(
        words(0, y + 4, it.id, "row-name"),
        path(f"M{start:.1f} {y:.1f}H{end:.1f}", "context"),
        dot(start, y, "dot curve-0"),
        _square(end, y),
        words(WIDTH, y + 4, in_units(cache.full), anchor="end"),
    )
