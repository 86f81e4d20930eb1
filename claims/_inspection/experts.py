"""Layers with experts, and what stands beside them in one."""

from claims._inspection.subject import Subject
from claims._probes.watching.anatomy import anatomy, keeps_state, part_of
from claims._probes.watching.operations import Operations, operations


def with_experts(subject: Subject) -> list[bool]:
    """For each layer of the small model, whether it keeps many matrices as one parameter."""
    return [_has_experts(it) for it in operations(subject.fitted.model)]


def _has_experts(block: Operations) -> bool:
    return any(it.dim() == 3 for leaf in block.matrices for it in leaf.module.parameters(False))


def widths_beside(subject: Subject) -> set[int]:
    """How wide the networks are, at full size, that every token of a layer with experts enters.

    Their last matrices lead back to the hidden size in the small model, where no tokens are mixed.
    """
    model, found = subject.fitted.model, set()
    hidden, blocks = model.config.hidden_size, anatomy(model).blocks
    for at, block, seen in zip(subject.fitted.layers, blocks, operations(model), strict=True):
        attention = {part_of(it.path) for it in seen.scores}
        for leaf in block.matrices if _has_experts(seen) else ():
            leads_back = leaf.made.shape[-1] == hidden != leaf.given.shape[-1]
            mixes = part_of(leaf.path) in attention or keeps_state(block.module, part_of(leaf.path))
            if leads_back and not mixes:
                weight = subject.declared.blocks[at].get_submodule(leaf.path).weight
                found.add(weight.numel() // subject.stated.hidden_size)
    return found
