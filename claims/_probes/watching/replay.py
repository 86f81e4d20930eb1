"""Finding a block's feed-forward network by replaying it: which matrices, which activation."""

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import reduce
from os.path import commonpath
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from claims._core.observed import CantTell
from claims._probes.models.model import Model
from claims._probes.watching.activations import activations
from claims._probes.watching.anatomy import Block, Leaf, anatomy, keeps_state, part_of
from claims._probes.watching.normalizing import before_its_norm
from claims._probes.watching.operations import Operations, operations

if TYPE_CHECKING:
    import torch

FITS = 1e-5
# A quarter of the positions is enough to tell functions apart.
EVERY = 4


@dataclass(frozen=True)
class Replay:
    """The best explanation of what enters the last matrix: f(in), or f(gate) times in.

    `misfits` says for each activation how far off it is at best, as a share of the largest value,
    and `number` which block it is of.
    """

    activation: str
    into: Leaf
    gate: Leaf | None
    out: Leaf
    before: "torch.Tensor"
    misfits: dict[str, float] = field(default_factory=dict)
    number: int = 0

    @property
    def misfit(self) -> float:
        """How far off the activation is, as a share of the largest value."""
        return self.misfits[self.activation]

    @property
    def of_operations(self) -> bool:
        """Whether it was read off products that one module makes with several matrices."""
        return self.into.module is self.out.module

    @property
    def gated(self) -> bool:
        """Whether a second projection multiplies the activated one."""
        return self.gate is not None

    @property
    def path(self) -> str:
        """The smallest module of the block that holds all its matrices; empty for the block."""
        leaves = [self.into, self.out, *([self.gate] if self.gate else [])]
        folders = [PurePosixPath(*it.path.split(".")).parent for it in leaves]
        return ".".join(PurePosixPath(commonpath(folders)).parts)


@dataclass(frozen=True)
class _Trial:
    """One way to make what enters a matrix, and how far off each activation leaves it.

    `side` says which piece is activated of what a matrix made, where a fused one makes two.
    """

    misfits: "torch.Tensor"
    into: Leaf
    gate: Leaf | None
    out: Leaf
    side: int

    @property
    def width(self) -> int:
        """How many numbers enter the last matrix for each token."""
        return int(self.out.given.shape[-1])

    @property
    def least(self) -> float:
        """How far off the best activation is."""
        return float(self.misfits.min())


def replays(model: Model) -> tuple[Replay, ...]:
    """Explain each block's feed-forward network as well as can be.

    A block that is attention alone, or keeps a state alone, has none where others have one.
    """
    return model.in_double().once(_replayed)


def _replayed(double: Model) -> tuple[Replay, ...]:
    blocks, multiplied = anatomy(double).blocks, operations(double)
    found = [
        # A token that sees itself alone makes a network of the values and what leads out of it.
        _explain(of.beside_attention(it.matrices), it.leaves)
        for it, of in zip(blocks, multiplied, strict=True)
    ]
    if not all(map(_fits, found)):
        # Experts hold their matrices as one parameter: then only the products themselves show.
        by_product = [_explain(it.beside_attention(it.matrices)) for it in multiplied]
        found = [_better(*both) for both in zip(found, by_product, strict=True)]
    if any(map(_fits, found)):
        alone = map(_only_mixes, blocks, multiplied)
        found = [it for it, by in zip(_numbered(found), alone, strict=True) if _fits(it) or not by]
    if not all(found):
        raise CantTell(f"{type(double.module).__name__}: no two matrices follow each other")
    return tuple(filter(None, found))


def _numbered(found: list[Replay | None]) -> list[Replay | None]:
    return [it and replace(it, number=number) for number, it in enumerate(found)]


def _fits(replay: Replay | None) -> bool:
    return replay is not None and replay.misfit < FITS


def _only_mixes(block: Block, multiplied: Operations) -> bool:
    """Whether all that a block multiplies is a part of attention, or of what keeps a state."""
    if multiplied.attends_alone:
        return True
    parts = {part_of(it.path) for it in multiplied.matrices}
    return len(parts) == 1 and keeps_state(block.module, *parts)


def _better(one: Replay | None, other: Replay | None) -> Replay | None:
    """Whichever explains more; the first, where the second explains nothing either."""
    return other if _fits(other) and not _fits(one) else one


def _explain(matrices: tuple[Leaf, ...], leaves: tuple[Leaf, ...] = ()) -> Replay | None:
    trials = [it for it in _trials(matrices, leaves) if not _is_one_matrix(it)]
    if not trials:
        return None
    # Two other matrices may follow each other exactly too, but never through as many numbers as
    # the network has.
    fitting = [it for it in trials if it.least < FITS] or trials
    best = min(fitting, key=lambda it: (-it.width if it.least < FITS else 0, it.least))
    alike = [it for it in trials if it.out is best.out and bool(it.gate) is bool(best.gate)]
    least = reduce(lambda one, other: one.minimum(other), (it.misfits for it in alike))
    # The best of a quarter of the positions must hold at all of them.
    least[int(best.misfits.argmin())] = _everywhere(best)
    activated = (best.gate or best.into).made
    return Replay(
        activation=list(activations())[int(best.misfits.argmin())],
        into=best.into,
        gate=best.gate,
        out=best.out,
        before=parts_of(activated, best.out.given)[best.side],
        misfits=dict(zip(activations(), least.tolist(), strict=True)),
    )


def _is_one_matrix(trial: _Trial) -> bool:
    """Whether two matrices follow each other with nothing between, through fewer numbers than came.

    That is one matrix in two factors, perhaps with a norm between them, and no network.
    """
    is_identity = list(activations())[int(trial.misfits.argmin())] == "identity"
    narrower = trial.width < trial.into.given.shape[-1]
    return trial.gate is None and is_identity and narrower and trial.least < FITS


def _everywhere(best: _Trial) -> "torch.Tensor":
    """How far off the best activation is at every position."""
    function = list(activations().values())[int(best.misfits.argmin())]
    activated = (best.gate or best.into).made
    made = function(parts_of(activated, best.out.given)[best.side])
    # Of a fused matrix one half multiplies the other; of two matrices the whole of the other does.
    times = parts_of(best.into.made, best.out.given) if best.gate else (1,)
    return min(_misfits((made * it)[None], best.out.given)[0] for it in times)


def _trials(matrices: tuple[Leaf, ...], leaves: tuple[Leaf, ...]) -> Iterator[_Trial]:
    """Try every matrix as the last one, every earlier one before it, every activation between."""
    import torch

    for number, last in enumerate(matrices):
        out = before_its_norm(last, leaves) if number else last
        wanted = out.given[:, ::EVERY]
        pieces = [
            (leaf, side, piece[:, ::EVERY])
            for leaf in matrices[:number]
            for side, piece in enumerate(parts_of(leaf.made, out.given))
        ]
        for into, side, made in pieces:
            activated = torch.stack([function(made) for function in activations().values()])
            yield _Trial(_misfits(activated, wanted), into, None, out, side)
            for other, _, times in pieces:
                if times is not made:
                    yield _Trial(_misfits(activated * times, wanted), other, into, out, side)


def parts_of(made: "torch.Tensor", wanted: "torch.Tensor") -> "tuple[torch.Tensor, ...]":
    """What a matrix made, if it is as wide as wanted; its halves, if it is twice as wide."""
    if made.shape == wanted.shape:
        return (made,)
    if made.shape[:-1] == wanted.shape[:-1] and made.shape[-1] == 2 * wanted.shape[-1]:
        return tuple(made.chunk(2, dim=-1))
    return ()


def _misfits(made: "torch.Tensor", wanted: "torch.Tensor") -> "torch.Tensor":
    """For each activation the largest difference, as a share of the largest value."""
    return (made - wanted).abs().flatten(1).amax(1) / wanted.abs().max().clamp_min(1e-30)


def network_of(replay: Replay, model: Model) -> Callable[["torch.Tensor"], "torch.Tensor"]:
    """The network as a function of what enters it: its module, or its matrices alone."""
    block = next(it for it in model.in_double().blocks if replay.out.module in set(it.modules()))
    module = block.get_submodule(replay.path)
    if module is block:
        raise CantTell("its feed-forward network is no module of its own")

    # BLOOM's takes what it is to be added to as well.
    rest = list(inspect.signature(module.forward).parameters.values())[1:]
    more = sum(it.default is it.empty and it.kind is it.POSITIONAL_OR_KEYWORD for it in rest)
    return lambda hidden: module(hidden, *[hidden * 0] * more)
