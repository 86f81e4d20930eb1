"""Finding a block's feed-forward network by replaying it: which matrices, which activation."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from claims._core.observed import CantTell
from claims._probes.activations import activations
from claims._probes.anatomy import Block, Leaf, anatomy
from claims._probes.model import Model

if TYPE_CHECKING:
    import torch

# A quarter of the positions is enough to tell functions apart.
EVERY = 4


@dataclass(frozen=True)
class Replay:
    """The best explanation of what enters the last matrix: f(in), or f(gate) times in.

    `misfits` says for each activation how far off it is at best, as a share of the largest value.
    """

    activation: str
    into: Leaf
    gate: Leaf | None
    out: Leaf
    before: "torch.Tensor"
    misfits: dict[str, float] = field(default_factory=dict)

    @property
    def gated(self) -> bool:
        """Whether a second projection multiplies the activated one."""
        return self.gate is not None

    @property
    def path(self) -> str:
        """The smallest module of the block that holds all its matrices; empty for the block."""
        leaves = [self.into, self.out, *([self.gate] if self.gate else [])]
        parts = [it.path.split(".")[:-1] for it in leaves]
        shared = [one[0] for one in zip(*parts, strict=False) if len(set(one)) == 1]
        return ".".join(shared)


@dataclass(frozen=True)
class _Trial:
    misfit: float
    activation: str
    into: Leaf
    gate: Leaf | None
    out: Leaf
    before: "torch.Tensor"


def replays(model: Model) -> tuple[Replay, ...]:
    """Explain each block's feed-forward network as well as can be."""
    return _replayed(model.in_double())


@lru_cache(maxsize=256)
def _replayed(double: Model) -> tuple[Replay, ...]:
    return tuple(_explain(block, double) for block in anatomy(double).blocks)


def _explain(block: Block, model: Model) -> Replay:
    trials = list(_trials(block))
    if not trials:
        raise CantTell(f"{type(model.module).__name__}: no two matrices follow each other")
    best = min(trials, key=lambda it: it.misfit)
    alike = [it for it in trials if it.out is best.out and bool(it.gate) is bool(best.gate)]
    misfits = {
        name: min(it.misfit for it in alike if it.activation == name)
        for name in dict.fromkeys(it.activation for it in alike)
    }
    return Replay(best.activation, best.into, best.gate, best.out, best.before, misfits)


def _trials(block: Block) -> Iterator[_Trial]:
    """Try every matrix as the last one, every earlier one before it, every activation between."""
    matrices = block.matrices
    for number, out in enumerate(matrices):
        wanted = out.given[:, ::EVERY]
        pieces = [
            (it, piece)
            for it in matrices[:number]
            for piece in _pieces(it.made[:, ::EVERY], wanted)
        ]
        for into, made in pieces:
            for name, function in activations().items():
                activated = function(made)
                yield _Trial(_misfit(activated, wanted), name, into, None, out, made)
                for other, times in pieces:
                    if times is not made:
                        misfit = _misfit(activated * times, wanted)
                        yield _Trial(misfit, name, other, into, out, made)


def _pieces(made: "torch.Tensor", wanted: "torch.Tensor") -> "tuple[torch.Tensor, ...]":
    """What a matrix made, if it is as wide as wanted; its halves, if it is twice as wide."""
    if made.shape == wanted.shape:
        return (made,)
    if made.shape[:-1] == wanted.shape[:-1] and made.shape[-1] == 2 * wanted.shape[-1]:
        return tuple(made.chunk(2, dim=-1))
    return ()


def _misfit(made: "torch.Tensor", wanted: "torch.Tensor") -> float:
    return float((made - wanted).abs().max() / wanted.abs().max().clamp_min(1e-30))
