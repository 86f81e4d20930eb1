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
    # Only the vocabulary is left open as -1; elsewhere a -1 is a value, and a wrong one.
    wrong_open = {
        word: -1
        for word, key in key_of.items()
        if word != "vocabulary" and published.get(key) == -1
    }
    for word, value in (translate(dialect, published) | wrong_open).items():
        try:
            facts[word] = fitting(word, value)
        except WrongKind as wrong:
            raise PublishedFileError(path, f"`{key_of[word]}`", str(wrong), repr(value)) from None
    _heads_share(path, key_of, facts)
    return facts


def _heads_share(path: Path, key_of: Mapping[str, str], facts: Mapping[str, Any]) -> None:
    """Refuse heads that don't part evenly what they share."""
    heads = facts.get("query_heads")
    if heads is None:
        return
    shared, size = facts.get("kv_heads"), facts.get("hidden_size")
    if shared is not None and heads % shared:
        words = f"a divisor of `{key_of['query_heads']}`, {heads}"
        raise PublishedFileError(path, f"`{key_of['kv_heads']}`", words, shared)
    if size is not None and "head_width" not in facts and size % heads:
        words = f"a multiple of `{key_of['query_heads']}`, {heads}, as no head's width is stated"
        raise PublishedFileError(path, f"`{key_of['hidden_size']}`", words, size)
