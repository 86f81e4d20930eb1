"""The feed-forward network: its activation, and whether that is a gate."""

from collections.abc import Mapping
from typing import Any

from claims._core.observed import CantTell, NoOutcome
from claims._inspection.property import Disagreement, Property, measured
from claims._inspection.subject import Subject, told
from claims._inspection.unattended import also_unattended
from claims._probes.feed_forward import (
    FeedForward,
    TooLittle,
    enlarged_layers,
    measured_layers,
)
from claims._probes.models.model import Model
from claims._probes.watching.named_activation import is_known, name_of

# Of heads for other tasks, or of what keeps a state, not of the network.
ELSEWHERE = ("summary", "classifier", "pooler", "mamba")
# Each word that is said of a gate, and whether it says that there is one.
GATES = (
    ("use_gated_activation", True, True),
    ("use_gated_activation", False, False),
    ("mlp_type", "gated", True),
)


@also_unattended
def activation(subject: Subject) -> Property:
    """The function between its matrices."""
    name, _ = _of_all_layers(subject)
    subject.ask("far_activation")
    return measured(name)


@also_unattended
def gated(subject: Subject) -> Property:
    """Whether a second projection multiplies the activated one, though nobody knows its name."""
    try:
        return measured(_of_all_layers(subject)[1])
    except CantTell as unnamed:
        problem = unnamed
    try:
        return measured(subject.ask("gating"))
    except CantTell:
        raise problem from None


def _of_all_layers(subject: Subject) -> tuple[str, bool]:
    """Activation and gate of every layer, which may differ in their widths, as experts do."""
    try:
        found = subject.ask("feed_forward")
    except NoOutcome:
        found = _layer_by_layer(subject.fitted.model)
    kinds = {(it.activation, it.gated) for it in (found if isinstance(found, list) else [found])}
    if len(kinds) > 1:
        raise CantTell("layers differ in their feed-forward networks", kinds=sorted(kinds))
    return kinds.pop()


def _layer_by_layer(model: Model) -> list[FeedForward]:
    try:
        return measured_layers(model)
    except TooLittle:
        return enlarged_layers(model)


def disagreements(subject: Subject) -> list[Disagreement]:
    """An activation or a gate that the file states and the class doesn't have."""
    return _of_activation(subject) + _of_gate(subject)


def _of_gate(subject: Subject) -> list[Disagreement]:
    """A gate that is said to be there, or not to be, by a word that the class doesn't read."""
    seen, found = told(gated, subject).value, []
    for key, word, meant in GATES:
        stated = subject.stated.settings.get(key)
        if stated == word and seen is not None and seen is not meant:
            said = f"the config states {key} {stated!r}; measured: {'a' if seen else 'no'} gate"
            found.append(Disagreement("gated", stated, seen, said))
    return found


def _of_activation(subject: Subject) -> list[Disagreement]:
    found = []
    seen = told(activation, subject).value
    for key, stated in stated_activations(subject.stated.settings):
        if seen and is_known(stated) and name_of(stated) != seen:
            named = f", which is {name}" if (name := name_of(stated)) else ""
            said = f"the config states {key} {stated!r}{named}; the network has {seen}"
            found.append(Disagreement("activation", stated, seen, said))
    return found


def stated_activations(table: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Every word under a key that speaks of an activation."""
    return [
        (key, it)
        for key, it in table.items()
        if "act" in key.lower() and isinstance(it, str) and not any(no in key for no in ELSEWHERE)
    ]
