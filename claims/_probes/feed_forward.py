"""The feed-forward network between its matrices: how many, which activation, gated or not."""

import math
from dataclasses import dataclass

from claims._core.observed import CantTell
from claims._probes.models.model import Model
from claims._probes.watching.anatomy import Leaf, anatomy
from claims._probes.watching.enlarging import enlarged
from claims._probes.watching.replay import FITS, Replay, network_of, replays

RESTS_ON = ("activation",)

CLEARLY_WORSE = 10
SPAN = 4.0
# So far off, the nearest function is like it by chance: one that nobody named here is .16 and more
# from all (Apertus' xIELU), a ReLU 9e-3 to .015 from the nearest other, a form of GELU 2e-4.
LIKE = 0.05
DRAWS = 4


@dataclass(frozen=True)
class FeedForward:
    """The activation, and how far off it and the next best are; the matrices and their width."""

    activation: str
    gated: bool
    matrices: int
    width: int
    misfit: float
    runner_up: str
    runner_up_misfit: float


def measure(model: Model) -> FeedForward:
    """Replay each block's network with thirteen activations, gated and not; the best fit wins.

    Measured with torch 2.13 and transformers 5.23 on small models, in float64:

    - `misfit` of the right activation, as a share of the largest value: 2e-16, 4e-11 where BLOOM
      rounds a factor. Tolerance 1e-5.
    - the next best: between the two forms of GELU 6e-5 to 8e-5, all others 1e-2 and more. It must
      be ten times worse, or nothing is said.
    - what its module hands on is what the last matrix makes, to 1e-15; a branch or a matrix more
      leaves .1 and more, and nothing is said. A gate must differ from token to token.
    - what enters the activation spans -6 to 6; it must reach 4 on both sides, where all differ.
    """
    found = measured_layers(model)
    kinds = {(it.activation, it.gated, it.matrices, it.width) for it in found}
    if len(kinds) > 1:
        raise CantTell(
            "layers differ in their feed-forward networks", kinds=sorted(map(str, kinds))
        )
    return max(found, key=lambda it: it.misfit)


def measured_layers(model: Model) -> list[FeedForward]:
    """The network of each layer, from the first draws in which enough enters all of them."""
    for seed in range(DRAWS):
        try:
            drawn = model.redrawn(seed) if seed else model
            return [_of(it, drawn) for it in replays(drawn)]
        except TooLittle as too_little:
            problem = too_little
    raise problem


def enlarged_layers(model: Model) -> list[FeedForward]:
    """The same with larger matrices before the activations, where too little enters in all draws.

    Of a model that somebody made faint this says nothing, so no claim asks it.
    """
    found = replays(model)
    least = min(min(-float(it.before.min()), float(it.before.max())) for it in found)
    if least <= 0:
        raise TooLittle("what enters the activation has one sign")
    larger = enlarged(model, found, max(0, math.ceil(math.log2(2 * SPAN / least))))
    return [_of(it, larger) for it in replays(larger)]


class TooLittle(CantTell):
    """What enters the activation doesn't reach far enough, which another draw may."""


def _of(replay: Replay, model: Model) -> FeedForward:
    ranked = sorted(replay.misfits.items(), key=lambda it: it[1])
    (name, misfit), (other, next_best) = ranked[:2]
    if misfit > FITS:
        raise _unexplained(replay, model, name, misfit)
    if next_best < CLEARLY_WORSE * misfit:
        raise CantTell("two activations explain the feed-forward network", both=[name, other])
    low, high = float(replay.before.min()), float(replay.before.max())
    if low > -SPAN or high < SPAN:
        raise TooLittle("too little enters the activation to tell it from others", span=[low, high])
    require_nothing_more(replay, model)
    used = [it for it in (replay.into, replay.gate, replay.out) if it]
    matrices = len({id(it) if replay.of_operations else id(it.module) for it in used})
    width = replay.out.given.shape[-1]
    return FeedForward(name, replay.gated, matrices, width, misfit, other, next_best)


def _unexplained(replay: Replay, model: Model, name: str, misfit: float) -> CantTell:
    """Why no name is given: the activation has parameters, is like none, or like one and isn't."""
    block = next(
        it for it in anatomy(model).blocks if replay.out.module in set(it.module.modules())
    )
    for leaf in block.leaves:
        own = [it.numel() for it in leaf.module.parameters()]
        if own and max(own) == 1 and leaf.given.shape == leaf.made.shape:
            said = "its activation is a function with parameters of its own"
            return CantTell(said, at=leaf.path, parameters=len(own))
    if misfit > LIKE:
        return CantTell("no activation that is known here, gated or not, explains the network")
    return CantTell("no known activation explains the feed-forward network", nearest=name)


def require_nothing_more(replay: Replay, model: Model) -> None:
    """Raise CantTell if the matrices that were found are not all of the network."""
    import torch

    if replay.gate and not _differs(replay.into):
        raise CantTell("the gate is the same for every token")
    if not replay.path or replay.of_operations:
        return  # a block adds its matrices to what came in, and experts are added up by weight
    with torch.no_grad():
        handed_on = network_of(replay, model)(replay.into.given)
    apart = float((handed_on - replay.out.made).abs().max() / replay.out.made.abs().max())
    if apart > FITS:
        raise CantTell("the network hands on more than its last matrix makes", apart=apart)


def _differs(leaf: Leaf) -> bool:
    apart = (leaf.made - leaf.made[:, :1]).abs().max()
    return bool(apart > FITS * leaf.made.abs().max())
