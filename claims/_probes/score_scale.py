"""By what attention divides the product of a query and a key, layer by layer."""

from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING

from claims._core.observed import CantTell
from claims._probes.models.model import Model
from claims._probes.watching.attention_weights import Weights, weights_by_layer

if TYPE_CHECKING:
    import torch

RESTS_ON = ("scores_divided_by_layer",)

FAINT = 1e-16
FITS = 1e-5
SAME = 1e-4


@dataclass(frozen=True)
class ScoreScale:
    """What each layer divides by, and how wide a head is."""

    head_width: int
    divisors: tuple[float, ...]

    @property
    def powers(self) -> tuple[float, ...]:
        """The power of the width that each layer divides by: .5 for its square root."""
        return tuple(log(it, self.head_width) for it in self.divisors)


def measure(model: Model) -> ScoreScale:
    """Find the queries that the weights on cached keys come from, and compare lengths.

    The logarithm of a weight is a key times a query that was divided, but for what all weights of
    a query have in common: weights on more keys than these are wide give the divided query. It is
    held against the query that the block's first matrix made, and the cached keys against what the
    matrices made next. A rotation keeps lengths, so that it makes no difference, nor does it where
    a scale is applied. Measured with torch 2.13 and transformers 5.23 on small models:

    - divisors: the root of the width to 1e-8, at 8, 16, 64 and 128 wide; twice that in the second
      layer of a GPT-2 that also divides by the layer's number; 1 where nothing is divided.
    - misfit of the solved queries, as a share of the largest score: 5e-16, and 1e-7 where a class
      takes its softmax in float32; .14 under a cap on the scores, .27 and more with a bias of
      positions or another kernel. Tolerance 1e-5.
    - lengths beside each other, apart by 1e-15 to 2e-7; .97 where queries are normalised, 1.6
      where a fused matrix makes queries and keys in another order. Tolerance 1e-4.
    - weights are read to 1e-24, and used from 1e-16 on.
    """
    layers = weights_by_layer(model)
    return ScoreScale(layers[0].head_width, tuple(1 / _scale(it) for it in layers))


def _scale(layer: Weights) -> float:
    """How many times as long queries and keys together are where they meet than as made."""
    # A weight that a mask, or its smallness, leaves at 0 says nothing of the score behind it.
    whole = (layer.cached > FAINT).all(-1).all(0)
    if not whole.any():
        raise CantTell("no token attends to all of those before it, which leaves the scores open")
    divided = _divided_queries(layer.cached[:, whole], layer.keys)
    heads, kv_heads = len(divided), len(layer.keys)
    numbers = layer.made[:, : (heads + kv_heads) * layer.head_width]
    made = numbers.reshape(-1, heads + kv_heads, layer.head_width).transpose(0, 1)
    keys = layer.keys[:, -made.shape[1] :]
    return _longer(divided, made[:heads, whole]) * _longer(keys, made[heads:])


def _divided_queries(weights: "torch.Tensor", keys: "torch.Tensor") -> "torch.Tensor":
    """Solve for them, heads × queries × width."""
    import torch

    heads, _, block = weights.shape
    keys = keys[:, :block].repeat_interleave(heads // len(keys), dim=0)
    keys = keys - keys.mean(1, keepdim=True)
    scores = weights.log().transpose(1, 2)
    scores = scores - scores.mean(1, keepdim=True)
    found = torch.linalg.lstsq(keys, scores).solution
    misfit = float((keys @ found - scores).abs().max() / scores.abs().max())
    if misfit > FITS:
        raise CantTell("the scores are no products of queries and the cached keys", misfit=misfit)
    solved: torch.Tensor = found.transpose(1, 2)
    return solved


def _longer(one: "torch.Tensor", other: "torch.Tensor") -> float:
    """How many times as long vectors are, where that is one number for all of them."""
    times = one.norm(dim=-1) / other.norm(dim=-1)
    apart = float((times.max() - times.min()) / times.mean())
    if apart > SAME:
        raise CantTell("queries or keys change by more than one factor once made", apart=apart)
    return float(times.mean())
