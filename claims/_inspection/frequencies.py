"""How fast the pairs of one layer turn, held against what a config states."""

from collections.abc import Iterator, Mapping
from typing import Any

from claims._core.observed import NoOutcome
from claims._inspection.rope_tables import OF_EACH_PAIR, PROPORTIONAL, kind_of, kinds, stated_thetas
from claims._inspection.subject import Subject
from claims._inspection.turned_keys import PAIRS
from claims._inspection.yarn import yarn_frequencies
from claims._probes.fitting.narrowing import thinned
from claims._probes.rotary_frequencies import expected_frequencies
from claims._probes.rotation import ROUNDED
from claims._probes.watching.turning import Turning, fitted_theta

# Float32 leaves 1e-7 of an angle. Beyond what is rounded, frequencies that a table states are met
# to 8e-9 of each, and those of another table are off by .58 and more in some pair.
SAME = 2e-3
# The fastest pair turns by 1 to 4e-11 where nothing is scaled; scaling by 2 makes it .5.
UNSCALED = 1e-3


def agrees(turning: Turning, table: Mapping[str, Any]) -> bool:
    """Whether the pairs turn as a stated table says."""
    seen = turning.frequencies
    try:
        tried = list(_expected(turning, table))
    except (NoOutcome, KeyError, TypeError, IndexError, ZeroDivisionError):
        return False
    return any(
        len(wanted) == len(seen)
        and all(abs(one - it) < SAME * it + ROUNDED for one, it in zip(seen, wanted, strict=True))
        for wanted in tried
    )


def _expected(turning: Turning, table: Mapping[str, Any]) -> Iterator[tuple[float, ...]]:
    """The frequencies that a table can stand for, where so many coordinates move.

    An odd share of the head leaves one uncounted that moves; and in a proportional rotation the
    exponents go by the whole head, though its slow pairs stand still.
    """
    theta = float(table["rope_theta"])
    if kind_of(table) == PROPORTIONAL:
        of_head = expected_frequencies(theta, None, turning.head_width)
        factor = table.get("factor") or 1.0
        yield tuple(it / factor for it in of_head[: len(turning.frequencies)])
        return
    if kind_of(table) == "dynamic" and table.get("alpha"):
        width = turning.width
        stretched = theta * float(table["alpha"]) ** (width / (width - 2)) if width > 2 else theta
        yield expected_frequencies(stretched, None, width)
        return
    plain = expected_frequencies(theta, None, turning.width)
    if kind_of(table) in OF_EACH_PAIR:
        # What is looked at is a long text already where few tokens were trained on.
        for word in ("short_factor", "long_factor"):
            factors = thinned(table[word], len(plain))
            yield tuple(it / by for it, by in zip(plain, factors, strict=True))
        return
    if kind_of(table) == "yarn":
        yield yarn_frequencies(plain, theta, table, turning.width)
        return
    for width in (turning.width, turning.width - 1):
        yield expected_frequencies(theta, table, width)


def is_plain(turning: Turning, subject: Subject) -> bool:
    """Whether the frequencies are a progression that begins with 1, as two are by a stated base."""
    if abs(turning.frequencies[0] - 1) > UNSCALED:
        return False
    bases = {it for _, it in stated_thetas(subject.stated.values, kinds(subject))}
    if len(turning.frequencies) != PAIRS:
        # The slowest pair turns so little that float32 leaves it astray, beside a base that is met.
        plain = fitted_theta(turning.frequencies) is not None
        return plain or any(agrees(turning, {"rope_theta": it}) for it in bases)
    seen = of_the_fastest(turning) or 0.0
    return any(abs(seen / it - 1) < SAME for it in bases)


def of_the_fastest(turning: Turning) -> float | None:
    """θ by the two fastest pairs, which YaRN and llama3's scaling leave as they are."""
    one, other = (*turning.frequencies, 0.0, 0.0)[:2]
    if not other or abs(one - 1) > UNSCALED or not turning.width:
        return None
    return float((one / other) ** (turning.width / 2))
