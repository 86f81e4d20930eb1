"""For each property, how often each true value was measured as which: the confusion tables."""

from collections import Counter
from pathlib import Path
from typing import Any

import tomli_w

from claims._core.discovery import PACKAGE
from claims._inspection.inspect import Inspection
from claims._inspection.property import Property
from claims._views.inspection import words
from tests.zoo.zoo import TRUTHS

FILE = PACKAGE / "zoo.toml"
LEFT_OPEN = "left open"
AS_PUBLISHED = "as published"


def confusion(inspections: dict[str, Inspection]) -> dict[str, Any]:
    """Count true against measured values over the zoo, property by property."""
    counted: dict[str, Counter[tuple[str, str]]] = {}
    for kind, inspection in inspections.items():
        for name, true in TRUTHS[kind]["truth"].items():
            found = inspection.properties[name]
            counted.setdefault(name, Counter())[_pair(true, found)] += 1
    return {
        "architectures": {kind: TRUTHS[kind]["source"] for kind in inspections},
        "properties": {name: rows(pairs) for name, pairs in counted.items()},
    }


def _pair(true: Any, found: Property) -> tuple[str, str]:
    """A true value and the measured one; a size of one release isn't mistaken for another's."""
    word = AS_PUBLISHED if type(true) is int else words(true)
    if found.evidence is None:
        return word, LEFT_OPEN
    return word, word if found.value == true else words(found.value)


def rows(pairs: Counter[tuple[str, str]]) -> list[dict[str, Any]]:
    """One row for each true and measured value, by their text."""
    return [
        {"true": true, "measured": said, "models": count}
        for (true, said), count in sorted(pairs.items())
    ]


def write(tables: dict[str, Any], file: Path = FILE) -> None:
    """Write the tables where the site reads them."""
    file.write_text(tomli_w.dumps(tables), "utf-8")
