"""Sizes that no file states: what the config's class makes them is no word of the config."""

from collections.abc import Callable
from functools import wraps

from attrs import evolve

from claims._core.words import Evidence
from claims._inspection.context import WORDS
from claims._inspection.property import Property
from claims._inspection.subject import Subject

Question = Callable[[Subject], Property]
# Those that are stated as they are; others follow from these.
STATED = {
    "layers": ("num_hidden_layers",),
    "hidden_size": ("hidden_size",),
    "query_heads": ("num_attention_heads",),
    "vocabulary": ("vocab_size",),
    "context": WORDS,
}


def told_from_defaults(question: Question) -> Question:
    """Ask it, and say where its answer is a default."""

    @wraps(question)
    def asked(subject: Subject) -> Property:
        found = question(subject)
        keys = STATED.get(question.__name__)
        if keys is None or found.evidence is not Evidence.CONFIG:
            return found
        if any(subject.stated.own(it) in subject.stated.settings for it in keys):
            return found
        return evolve(found, evidence=Evidence.CODE)

    return asked
