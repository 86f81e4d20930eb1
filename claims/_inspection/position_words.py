"""What a config says in a word about positions, held against how they were seen to enter."""

from typing import Any

from claims._inspection.positions import position_encoding
from claims._inspection.property import Disagreement
from claims._inspection.stated_words import last_of, stated_words
from claims._inspection.subject import Subject

# Many classes have one way, and read none of these; what then was meant is not what is built.
SWITCHES = {
    **dict.fromkeys(("alibi", "use_alibi"), "alibi"),
    **dict.fromkeys(("rotary", "use_rotary"), "rotary"),
    **dict.fromkeys(("sinusoidal_embeddings", "sinusoidal_pos_embds"), "sinusoidal"),
}
NAMED = ("position_embedding_type", "pos_emb_type", "positional_encoding")
MEANT = {
    "absolute": ("learned", "sinusoidal"),
    "learned": ("learned",),
    "relative_key": ("relative-bias",),
    "relative_key_query": ("relative-bias",),
    "rotary": ("rotary",),
    "rope": ("rotary",),
    "alibi": ("alibi",),
}


def disagreements(subject: Subject) -> list[Disagreement]:
    """A way that the file names, or switches on or off, where the class has another."""
    seen = position_encoding(subject).value
    if seen is None:
        return []
    return [
        Disagreement(
            "position_encoding", value, seen, f"the config states {key} {value}; measured: {seen}"
        )
        for key, value in stated_words(subject.stated.settings)
        if _contradicts(key, value, seen)
    ]


def _contradicts(key: str, value: Any, seen: str) -> bool:
    name = last_of(key)
    if name in SWITCHES and isinstance(value, bool):
        return value is not (seen == SWITCHES[name])
    return name in NAMED and value in MEANT and seen not in MEANT[value]
