"""The words and switches of a config, also those in tables of their own."""

from collections.abc import Iterator, Mapping
from typing import Any


def stated_words(table: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, Any]]:
    """Every word and switch, those in tables by their paths.

    A table that names a kind of model is of another model beside this one.
    """
    for key, value in table.items():
        if isinstance(value, Mapping):
            if not value.get("model_type"):
                yield from stated_words(value, f"{before}{key}.")
        elif isinstance(value, bool | str):
            yield before + key, value


def last_of(path: str) -> str:
    """The name of a setting within its table."""
    return path.rpartition(".")[2]
