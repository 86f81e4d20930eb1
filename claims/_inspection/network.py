"""The feed-forward network: its activation, and whether that is a gate."""

from claims._inspection.property import Disagreement, Property, measured
from claims._inspection.subject import Subject
from claims._probes.named_activation import name_of

# Of heads for other tasks, not of the network.
ELSEWHERE = ("summary", "classifier", "pooler")


def activation(subject: Subject) -> Property:
    """The function between its matrices."""
    subject.require_attention()
    return measured(subject.ask("feed_forward").activation)


def gated(subject: Subject) -> Property:
    """Whether a second projection multiplies the activated one."""
    subject.require_attention()
    return measured(subject.ask("feed_forward").gated)


def disagreements(subject: Subject) -> list[Disagreement]:
    """An activation that the file states and the class doesn't use."""
    found = []
    seen = activation(subject).value
    for key, stated in subject.stated.settings.items():
        about = "act" in key.lower() and not any(it in key for it in ELSEWHERE)
        if about and isinstance(stated, str) and (name := name_of(stated)) and name != seen:
            said = f"the config states {key} {stated!r}, which is {name}; the network has {seen}"
            found.append(Disagreement("activation", stated, seen, said))
    return found
