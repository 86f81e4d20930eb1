"""Where the parameters of every checkpoint are: each part's share, and how many there are in all.

Sizes that differ three thousandfold fit on no scale that parts can be added up on. So the parts
are shares, which say nothing of the size, and the size is a dot on a scale of powers of ten.
"""

import math
from itertools import accumulate, pairwise

from claims._checkpoints.catalogue import Checkpoint, catalogue
from claims._core.finding import spell
from claims._views.boxes import PARTS, parts_of
from claims._views.checkpoint_rows import height, numbers, placed, record_of
from claims._views.drawing import box, dot, frame, path, words
from claims._views.html import Html, join, tag
from claims._views.place import Place

CLAIMS = ()
WIDTH, TOP, BAR = 380, 56, 12
LEFT, RIGHT = 94, 286  # of the shares
LEAST, MOST = 8, 12  # the powers of ten of the sizes
FROM, TO = 304, 364
STEPS = 10**5  # of a share that is told as the most, which none may be above
DIGIT, ROOM = 6, 4  # how wide a figure of a number in a bar is, and what is around it


def draw(place: Place) -> Html:
    """Draw the shares with the sizes beside them, the caption, and all numbers."""
    counted = {it.id: parts_of(record_of(it)) for it in catalogue()}
    bottom = TOP + height()
    drawing = frame(
        "parameters",
        "Where the parameters are, by checkpoint",
        "For each checkpoint a bar of shares and a dot for its size, by the numbers of the table.",
        (WIDTH, bottom + 6),
        *_key(),
        *_axes(bottom),
        *(_row(it, y, counted[it.id]) for it, y in placed(TOP)),
    )
    cells = {
        name: [spell(sum(parts.values())), *(spell(parts[it]) for it in PARTS)]
        for name, parts in counted.items()
    }
    heads = ["All parameters", *(it.capitalize() for it in PARTS)]
    table = numbers(place, "The numbers of parameters", heads, cells)
    return join(drawing, table)


def describe(place: Place) -> list[str]:
    """Count the parameters of each part, and of all of them."""
    lines = []
    for it in catalogue():
        parts = parts_of(record_of(it))
        terms = " + ".join(f"{part} {spell(n)}" for part, n in parts.items())
        lines.append(f"{it.id}: {terms} = {spell(sum(parts.values()))}")
    return lines


def shares(parts: dict[str, int]) -> dict[str, float]:
    """Each part's share of all parameters."""
    return {part: n / sum(parts.values()) for part, n in parts.items()}


def caption(_: Place) -> Html:
    """Say how it is to be read."""
    most = max(shares(parts_of(record_of(it)))["norms"] for it in catalogue())
    norms = math.ceil(most * STEPS) / STEPS
    return join(
        "A bar is all of a model, whatever its size; the numbers in it are per cent. "
        f"Norms are too few to be seen: {norms:.3%} at most. A head that shares the embedding's "
        "matrix has no part of its own. The dot is how many parameters there are, and each line "
        "ten times as many as the one before."
    )


def _key() -> list[Html]:
    """The name of each part beside its colour, in the order of the bars."""
    found, x = [], 0.0
    for it in PARTS:
        found += [box(x, 3, 9, 9, f"share is-{it}"), words(x + 13, 11, it)]
        x += 24 + 6.6 * len(it)
    return found


def _axes(bottom: float) -> list[Html]:
    """What both scales are of; a line at each power of ten."""
    found = [
        words(LEFT, 32, "share, in per cent", "axis"),
        words(TO, 32, "parameters", "axis", "end"),
        words(LEFT, 48, "0"),
        words(RIGHT, 48, "100", anchor="end"),
    ]
    for power in range(LEAST, MOST + 1):
        found.append(path(f"M{_at(10.0**power):.1f} {TOP - 3}V{bottom}", "grid"))
        if power % 2 == 0:
            label = join("10", tag("tspan", power, dy="-4", class_="power"))
            found.append(words(_at(10.0**power), 48, label, anchor="middle"))
    return found


def _at(parameters: float) -> float:
    return FROM + (math.log10(parameters) - LEAST) / (MOST - LEAST) * (TO - FROM)


def _row(it: Checkpoint, y: float, parts: dict[str, int]) -> Html:
    """A model's name, its parts from left to right, and the dot of its size."""
    found = [words(0, y + 4, it.id, "row-name")]
    each = shares(parts)
    ends = accumulate(each.values(), initial=0.0)
    for part, (start, end) in zip(each, pairwise(ends), strict=True):
        x, wide = LEFT + start * (RIGHT - LEFT), (end - start) * (RIGHT - LEFT)
        if end > start:
            found.append(box(x, y - BAR / 2, wide, BAR, f"share is-{part}"))
        said = f"{100 * (end - start):.0f}"
        if wide >= DIGIT * len(said) + ROOM:
            found.append(words(x + wide / 2, y + 3.5, said, "on", "middle"))
    return join(*found, dot(_at(sum(parts.values())), y, "dot curve-0"))
