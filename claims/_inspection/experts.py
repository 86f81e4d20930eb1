"""Layers with experts, and what stands beside them in one."""

from typing import Any

from claims._inspection.subject import Subject
from claims._probes.watching.anatomy import Block, anatomy, keeps_state, part_of
from claims._probes.watching.operations import Operations, operations


def with_experts(subject: Subject) -> list[bool]:
    """For each layer of the small model, whether it keeps many matrices as one parameter."""
    return [_has_experts(*it) for it in _blocks(subject)]


def _blocks(subject: Subject) -> list[tuple[Block, Operations]]:
    model = subject.fitted.model
    return list(zip(anatomy(model).blocks, operations(model), strict=True))


def _has_experts(block: Block, seen: Operations) -> bool:
    """Whether what multiplies, or stands where no tokens are mixed, holds a matrix for each expert.

    A product of all experts at once isn't seen as one of a matrix, as that of Llama 4.
    """
    multiplying = {leaf.path for leaf in seen.matrices}
    return any(
        _holds_matrices(it)
        for path, it in block.module.named_modules()
        if path in multiplying or (path and not _mixes(path, block, seen))
    )


def _holds_matrices(module: Any) -> bool:
    # RWKV's factors for each number of a vector have two sides of one.
    return any(it.dim() == 3 and min(it.shape) > 1 for it in module.parameters(recurse=False))


def _mixes(path: str, block: Block, seen: Operations) -> bool:
    """Whether a module is in attention, or in what keeps a state."""
    part = part_of(path)
    return part in {part_of(it.path) for it in seen.scores} or keeps_state(block.module, part)


def _is_in_place(path: str, block: Block, attends: set[str]) -> bool:
    """Whether a module stands where others attend, and no experts do.

    It may mix tokens with no softmax, as MiniMax's linear attention does.
    """
    within = block.module.get_submodule(part_of(path)).modules()
    return part_of(path) in attends and not any(map(_holds_matrices, within))


def widths_beside(subject: Subject) -> set[int]:
    """How wide the networks are, at full size, that every token of a layer with experts enters.

    Their last matrices lead back to the hidden size in the small model, where no tokens are mixed.
    """
    hidden, found = subject.fitted.model.config.hidden_size, set()
    blocks = _blocks(subject)
    attends = {part_of(it.path) for _, seen in blocks for it in seen.scores}
    for at, (block, seen) in zip(subject.fitted.layers, blocks, strict=True):
        for leaf in block.matrices if _has_experts(block, seen) else ():
            leads_back = leaf.made.shape[-1] == hidden != leaf.given.shape[-1]
            in_place = _is_in_place(leaf.path, block, attends)
            if leads_back and not in_place and not _mixes(leaf.path, block, seen):
                weight = subject.declared.blocks[at].get_submodule(leaf.path).weight
                found.add(weight.numel() // subject.stated.hidden_size)
    return found
