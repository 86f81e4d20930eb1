"""How large it is: of the class that the config declares, held against what is stored."""

from claims._core.observed import CantTell, NoOutcome
from claims._core.words import Evidence
from claims._inspection.property import Property, unknown
from claims._inspection.stored import sizes_decided_by
from claims._inspection.subject import Subject
from claims._probes.replay import replays


def parameters(subject: Subject) -> Property:
    """How many numbers training changes, a tied matrix counted once."""
    return Property(subject.declared.parameters, sizes_decided_by(subject))


def layers(subject: Subject) -> Property:
    """How many blocks the class has."""
    return Property(len(subject.declared.blocks), sizes_decided_by(subject))


def hidden_size(subject: Subject) -> Property:
    """How wide the vectors are that pass from block to block."""
    return Property(subject.stated.hidden_size, sizes_decided_by(subject))


def vocabulary(subject: Subject) -> Property:
    """How many rows the table has that reads tokens in."""
    rows, _ = subject.declared.shapes[subject.declared.embedding]
    return Property(rows, sizes_decided_by(subject))


def context(subject: Subject) -> Property:
    """The longest text that the config speaks of."""
    found = subject.stated.get("max_position_embeddings")
    if not isinstance(found, int):
        return unknown("the config states no longest text")
    return Property(found, Evidence.CONFIG)


def feed_forward_size(subject: Subject) -> Property:
    """How wide the feed-forward network is inside, of one expert where it has some.

    Its last matrix is found in the small model, and its width read off the same one at full size.
    """
    subject.require_attention()
    if width := _width(subject):
        return Property(width, sizes_decided_by(subject))
    # Experts are one parameter for all, and some networks can't be told from the rest of a block.
    for word in ("moe_intermediate_size", "expert_ffn_hidden_size", "intermediate_size"):
        if isinstance(stated := subject.stated.get(word), int):
            return Property(stated, Evidence.CONFIG)
    raise CantTell("the config states no width for its feed-forward network")


def _width(subject: Subject) -> int | None:
    """The inner side of the network's last matrix at full size, where it is known and is one."""
    try:
        subject.ask("feed_forward")
    except NoOutcome:
        return None
    found = replays(subject.fitted.model)[0]
    if found.of_operations:
        return None
    weight = subject.declared.blocks[0].get_submodule(found.out.path).weight
    return int(weight.numel() // subject.stated.hidden_size) if weight.dim() == 2 else None
