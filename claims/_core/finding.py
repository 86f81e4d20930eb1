"""Filling the numbers of a finding from what the checks observed."""

from collections.abc import Mapping, Sequence
from string import Formatter
from typing import Any

# More units than these are counted, not named.
MOST_NAMED = 6


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

    `{theta}` lists them; `{theta:range}` gives the smallest and largest; `{theta:count}` how many;
    `{theta:units}` says of each on which units it was observed.
    """

    def __init__(self, seen: Sequence[tuple[str, Any]]) -> None:
        self.seen = list({spell(value): value for _, value in seen}.values())
        self.units: dict[str, list[str]] = {}
        for name, value in seen:
            self.units.setdefault(spell(value), []).append(name)

    def __format__(self, how: str) -> str:
        if how == "count":
            return spell(len(self.seen))
        if how == "range":
            low, high = min(self.seen), max(self.seen)
            return spell(low) if low == high else f"{spell(low)} to {spell(high)}"
        words = [spell(value) for value in self.seen]
        if how == "units" and len(words) > 1:
            words = [f"{value} ({self._on(names)})" for value, names in self.units.items()]
        return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)

    def _on(self, names: Sequence[str]) -> str:
        """A few units by name, more of them by their number."""
        of = sum(map(len, self.units.values()))
        return ", ".join(names) if len(names) <= MOST_NAMED else f"{len(names)} of {of}"


def fill(template: str, observed: Mapping[str, Mapping[str, Any]]) -> str:
    """Put what was observed on each unit into a finding; what nothing observed is an error."""
    seen: dict[str, list[tuple[str, Any]]] = {}
    for name, values in observed.items():
        for key, value in values.items():
            if value is not None:
                seen.setdefault(key, []).append((name, value))
    wanted = {name for _, name, _, _ in Formatter().parse(template) if name}
    missing = sorted(wanted - set(seen))
    if missing:
        known = ", ".join(sorted(seen)) or "nothing"
        raise KeyError(f"finding names {', '.join(missing)}; the checks observed {known}")
    return template.format(**{key: _Values(values) for key, values in seen.items()})
