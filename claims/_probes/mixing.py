"""What the feed-forward network mixes: the coordinates of a token, and of other tokens nothing."""

import inspect
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from claims._core.observed import CantTell
from claims._probes.model import Model
from claims._probes.replay import Replay, replays

if TYPE_CHECKING:
    pass

TOKENS = 8
CHANGED = 3
STILL = 1e-9
MOVES = 1e-3
CONNECTED = 1e-12


@dataclass(frozen=True)
class Mixing:
    """How far other tokens move with one, and the least that an output moves with an input."""

    other_tokens: float
    own_token: float
    least_response: float

    @property
    def position_wise(self) -> bool:
        """Whether a token's output depends on that token alone."""
        return self.other_tokens < STILL < MOVES < self.own_token

    @property
    def fully_connected(self) -> bool:
        """Whether every output depends on every input."""
        return self.least_response > CONNECTED


def measure(model: Model) -> Mixing:
    """Change one token's input to the network, then one coordinate after the other.

    Measured with torch 2.13 and transformers 5.23 on small models, in float64: other tokens move by
    0.0, by .5 and more where the mean of all is added; tolerance 1e-9, in case equal rows are
    rounded differently. The least response of an output to an input is 8e-7 to 4e-5 of the largest,
    0.0 where the network is two halves. Tolerance 1e-12.
    """
    found = [_mixing(it, model) for it in replays(model)]
    return Mixing(
        max(it.other_tokens for it in found),
        min(it.own_token for it in found),
        min(it.least_response for it in found),
    )


def _mixing(replay: Replay, model: Model) -> Mixing:
    import torch

    network = _network(replay, model)
    width = replay.into.given.shape[-1]
    generator = torch.Generator().manual_seed(0)
    tokens = torch.randn(1, TOKENS, width, generator=generator, dtype=torch.float64)
    changed = tokens.clone()
    changed[0, CHANGED] += torch.randn(width, generator=generator, dtype=torch.float64)
    one = tokens[:, :1]
    nudged = one + torch.eye(width, dtype=torch.float64)[:, None]
    with torch.no_grad():
        moved = (network(changed) - network(tokens)).abs().amax(-1)[0]
        responses = (network(nudged) - network(one)).abs().squeeze(1)
    others = torch.arange(TOKENS) != CHANGED
    least = float(responses.min() / responses.max())
    return Mixing(float(moved[others].max()), float(moved[CHANGED]), least)


def _network(replay: Replay, model: Model) -> Any:
    """The network as a function of what enters it: its module, or its matrices alone."""
    block = next(it for it in model.in_double().blocks if replay.out.module in set(it.modules()))
    module = block.get_submodule(replay.path)
    if module is block:
        raise CantTell("its feed-forward network is no module of its own")

    # BLOOM's takes what it is to be added to as well.
    rest = list(inspect.signature(module.forward).parameters.values())[1:]
    more = sum(it.default is it.empty and it.kind is it.POSITIONAL_OR_KEYWORD for it in rest)
    return lambda hidden: module(hidden, *[hidden * 0] * more)
