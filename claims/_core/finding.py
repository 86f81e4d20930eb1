"""Filling the numbers of a finding from what the checks observed."""

from collections.abc import Iterable, Sequence
from string import Formatter
from typing import Any


def spell(value: Any) -> str:
    """Write one observed value as words: thousands separated, floats at four significant digits."""
    if isinstance(value, bool) or value is None:
        return {True: "yes", False: "no", None: "none"}[value]
    if isinstance(value, float):
        return f"{int(value):,}" if value.is_integer() else f"{value:.4g}"
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, list | tuple):
        return ", ".join(spell(it) for it in value)
    return str(value)


class _Values:
    """The distinct values of one observation over all units, as a format field.

    `{theta}` lists them; `{theta:range}` gives the smallest and largest; `{theta:count}` how many.
    """

    def __init__(self, seen: Sequence[Any]) -> None:
        self.seen = list({spell(value): value for value in seen}.values())

    def __format__(self, how: str) -> str:
        if how == "count":
            return spell(len(self.seen))
        if how == "range":
            low, high = min(self.seen), max(self.seen)
            return spell(low) if low == high else f"{spell(low)} to {spell(high)}"
        words = [spell(value) for value in self.seen]
        return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def fill(template: str, observed: Iterable[dict[str, Any]]) -> str:
    """Put observed values into a finding; a value that nothing observed is an error."""
    seen: dict[str, list[Any]] = {}
    for values in observed:
        for key, value in values.items():
            if value is not None:
                seen.setdefault(key, []).append(value)
    wanted = {name for _, name, _, _ in Formatter().parse(template) if name}
    missing = sorted(wanted - set(seen))
    if missing:
        known = ", ".join(sorted(seen)) or "nothing"
        raise KeyError(f"finding names {', '.join(missing)}; the checks observed {known}")
    return template.format(**{key: _Values(values) for key, values in seen.items()})
