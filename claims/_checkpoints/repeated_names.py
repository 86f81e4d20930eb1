"""Names that repeat from layer to layer, written once: `model.layers.{0..31}.mlp.up_proj.weight`.

Braces that belong to a name are doubled, so that every name comes back exactly.
"""

import re
from collections.abc import Iterable, Iterator

# A million names is far above any model; a pattern that asks for more is not expanded.
MOST_NAMES = 1_000_000
_FIRST_NUMBER = re.compile(r"(?<!\d)(?:0|[1-9]\d{0,5})(?!\d)")
_RANGE = re.compile(r"(?<!\{)\{(\d{1,7})\.\.(\d{1,7})\}(?!\})")


def fold(names: Iterable[str]) -> list[str]:
    """Join names that differ only in their first number, and run without a gap, into patterns."""
    numbers: dict[tuple[str, str], list[int]] = {}
    patterns = []
    for name in names:
        found = _FIRST_NUMBER.search(name)
        if found is None or "{" in name or "}" in name:
            patterns.append(_escaped(name))
        else:
            around = (name[: found.start()], name[found.end() :])
            numbers.setdefault(around, []).append(int(found.group()))
    for (before, after), found_numbers in numbers.items():
        for first, last in _runs(found_numbers):
            middle = str(first) if first == last else f"{{{first}..{last}}}"
            patterns.append(before + middle + after)
    return sorted(patterns)


def expand(patterns: Iterable[str]) -> list[str]:
    """Write every name out again, in the order of their text."""
    names: list[str] = []
    for pattern in patterns:
        for name in _expand_one(pattern):
            names.append(name)
            if len(names) > MOST_NAMES:
                raise ValueError(f"at most {MOST_NAMES} names, more from {pattern!r}")
    return sorted(names)


def _expand_one(pattern: str) -> Iterator[str]:
    found = _RANGE.search(pattern)
    if found is None:
        yield _plain(pattern)
        return
    before, after = _plain(pattern[: found.start()]), _plain(pattern[found.end() :])
    for number in range(int(found.group(1)), int(found.group(2)) + 1):
        yield f"{before}{number}{after}"


def _runs(numbers: list[int]) -> Iterator[tuple[int, int]]:
    ordered = sorted(numbers)
    first = last = ordered[0]
    for number in ordered[1:]:
        if number != last + 1:
            yield first, last
            first = number
        last = number
    yield first, last


def _escaped(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")


def _plain(text: str) -> str:
    return text.replace("{{", "{").replace("}}", "}")
