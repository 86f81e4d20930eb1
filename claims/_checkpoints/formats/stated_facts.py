"""From the keys of a published file to our words, each value held against the kind it must be."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from claims._checkpoints.formats.refusal import PublishedFileError
from claims._checkpoints.kinds import WrongKind, fitting
from claims._checkpoints.vocabulary import DIALECTS, translate


def stated_facts(path: Path, dialect: str, published: Mapping[str, Any]) -> dict[str, Any]:
    """Translate what the file states; only keys that the dialect knows are looked at."""
    key_of = {word: key for key, word in DIALECTS[dialect].items()}
    facts = {}
    for word, value in translate(dialect, published).items():
        try:
            facts[word] = fitting(word, value)
        except WrongKind as wrong:
            raise PublishedFileError(path, f"`{key_of[word]}`", str(wrong), repr(value)) from None
    return facts
