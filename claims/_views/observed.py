"""Observed values as words: in full on a page; only what is exact where a test compares it."""

from collections.abc import Mapping
from typing import Any

from claims._core.finding import spell
from claims._views.html import Html, join, tag

# Longer lists, such as a wavelength for each pair, are told by their ends.
MOST_SHOWN = 8


def label(name: str) -> str:
    """The name of an observed value, as a reader sees it; a claim's id is told as it is."""
    return name if "/" in name else name.replace("_", " ")


def shown(value: Any) -> str:
    """A value for a reader: a long list by its ends."""
    if isinstance(value, list) and len(value) > MOST_SHOWN:
        return f"{len(value)} values, {spell(value[0])} … {spell(value[-1])}"
    return spell(value) if value != [] else "none"


def told(observed: Mapping[str, Any]) -> dict[str, Any]:
    """What can be told in words: neither rows of numbers, which a picture draws, nor nothing.

    What wasn't measured is None; it is left out, since "none" would say that there is nothing.
    """
    return {
        name: it
        for name, it in observed.items()
        if not _is_table(it) and it is not None and it != ""
    }


def _is_table(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], list)


def observed_words(observed: Mapping[str, Any]) -> str:
    """All observed values that can be told, in one line."""
    return ", ".join(f"{label(name)}: {_alone(value)}" for name, value in told(observed).items())


def observed_values(observed: Mapping[str, Any]) -> Html:
    """The same as HTML: where each value ends is plain, also of one that has commas itself."""
    return join(
        *(tag("span", label(name), ": ", _alone(it)) for name, it in told(observed).items()),
        between=" · ",
    )


def _alone(value: Any) -> str:
    """A value by itself: without the comma that joins it to a sentence on either side."""
    return shown(value).strip(", ")


def exact(value: Any) -> bool:
    """Whether a value is the same on any machine: a word, a whole number, or a few of them."""
    if isinstance(value, float):
        return value.is_integer()
    return not isinstance(value, list) or (len(value) <= MOST_SHOWN and all(map(exact, value)))


def exact_words(observed: Mapping[str, Any]) -> str:
    """The observed values that a stored output may hold."""
    return observed_words({name: value for name, value in observed.items() if exact(value)})
