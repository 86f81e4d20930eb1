"""Sizes that a config states under other classes' names, where its own class doesn't read them."""

from claims._inspection.heads import head_width, query_heads
from claims._inspection.property import Disagreement
from claims._inspection.sizes import hidden_size, layers
from claims._inspection.subject import Subject, told

CHANNELS = "kv_channels"
NAMES = {
    "n_layer": layers,
    "d_model": hidden_size,
    "n_head": query_heads,
    CHANNELS: head_width,
}


def disagreements(subject: Subject) -> list[Disagreement]:
    """A number that the class hasn't; what it builds is decided by the names that it reads."""
    found = []
    for key, question in NAMES.items():
        stated = subject.stated.settings.get(key)
        if type(stated) is not int or not _is_idle(key, subject):
            continue
        seen = told(question, subject).value
        if seen is not None and seen != stated:
            name = question.__name__.replace("_", " ")
            said = f"the config states {key} {stated:,}; {name}: {seen:,}"
            found.append(Disagreement(question.__name__, stated, seen, said))
    return found


def _is_idle(key: str, subject: Subject) -> bool:
    """Whether the class doesn't read it, and it says what the property says.

    Beside compressed keys it may be of the part of a head that doesn't turn.
    """
    compressed = subject.stated.get("kv_lora_rank") is not None
    return not subject.stated.is_own(key) and not (key == CHANNELS and compressed)
