"""Where a block's two sublayers begin and end: attention, and what follows it."""

from dataclasses import dataclass
from typing import Any

from claims._core.observed import CantTell
from claims._probes.models.model import Model
from claims._probes.watching.anatomy import Block, anatomy, keeps_state, part_of
from claims._probes.watching.operations import Operations, operations
from claims._probes.watching.replay import FITS, Replay, replays


@dataclass(frozen=True)
class Sublayers:
    """A block, and the paths in it of the first and the last module that multiplies, in each."""

    block: Any
    attention_in: str
    attention_out: str
    feed_forward_in: str
    feed_forward_out: str


def sublayers(model: Model) -> list[Sublayers]:
    """Find them in every block, by what multiplies what as it runs.

    The feed-forward network is what `replays` explains; where it explains nothing, whatever
    multiplies outside the parts of the block that multiply queries with keys or keep a state.
    """
    double = model.in_double()
    explained = _explained(model)
    found = []
    for number, (block, module) in enumerate(
        zip(anatomy(model).blocks, double.blocks, strict=True)
    ):
        replay = explained[number] if explained else None
        network = _ends(replay, block) if replay else _behind(block, operations(model)[number])
        inside = _around(replay) if replay else network
        attention = [it.path for it in block.matrices if not _within(it.path, inside)]
        if not attention:
            raise CantTell("no matrix of attention was found", feed_forward=network[0])
        found.append(Sublayers(module, attention[0], attention[-1], network[0], network[-1]))
    return found


def _explained(model: Model) -> tuple[Replay, ...]:
    """The blocks' networks, if all of them are explained."""
    try:
        found = replays(model)
    except CantTell:
        return ()
    explained = all(it.misfit < FITS for it in found)
    return found if explained and len(found) == len(model.blocks) else ()


def _ends(replay: Replay, block: Block) -> list[str]:
    """The first and the last matrix of the network as it was explained.

    Or the part that it is in, if each of its experts is given some of the tokens alone. There may
    be more than were read, as where CPM-Ant puts a prompt before them.
    """
    if replay.path and replay.out.given.shape[-2] < block.leaves[0].given.shape[-2]:
        return _around(replay)
    return [replay.into.path, replay.out.path]


def _around(replay: Replay) -> list[str]:
    """The part of the block that the network is in, or its own matrices if that is the block.

    A router beside the experts is no part of attention.
    """
    if replay.path:
        return [part_of(replay.path)]
    return [it.path for it in (replay.into, replay.gate, replay.out) if it]


def _behind(block: Block, multiplied: Operations) -> list[str]:
    """What multiplies outside the parts of the block in which queries meet keys, or tokens mix."""
    if not multiplied.scores:
        raise CantTell("a block multiplies no queries with keys, and has no attention to find")
    attention = part_of(multiplied.scores[0].path)
    paths = [
        it.path
        for it in multiplied.matrices
        if part_of(it.path) != attention and not keeps_state(block.module, part_of(it.path))
    ]
    if not attention or not paths:
        raise CantTell("a block's attention isn't apart from the rest of it")
    return paths


def _within(path: str, parts: list[str]) -> bool:
    return any(path == it or path.startswith(f"{it}.") for it in parts)
