"""What a model adds without looking at its input: the biases of its matrices and norms."""

from dataclasses import dataclass

from claims._probes.models.model import Model
from claims._probes.watching.anatomy import Leaf, anatomy
from claims._probes.watching.normalizing import norms_of

RESTS_ON = ("attention_bias", "feed_forward_bias")


@dataclass(frozen=True)
class Biases:
    """How many of the blocks' matrices, of the matrices outside, and of all norms have one."""

    matrices: int
    biased_matrices: int
    head_biased: bool
    norms: int
    biased_norms: int

    @property
    def words(self) -> str:
        """Where biases are, for a reader."""
        found = {
            (True, True): "everywhere",
            (False, False): "nowhere",
            (True, False): "in matrices",
            (False, True): "in norms",
        }
        some = 0 < self.biased_matrices < self.matrices or 0 < self.biased_norms < self.norms
        return "in some" if some else found[self.biased_matrices > 0, self.biased_norms > 0]


def measure(model: Model) -> Biases:
    """Give every matrix zeros: what comes out is its bias; norms are measured by `norms`."""
    parts = anatomy(model)
    inside = [it for block in parts.blocks for it in block.matrices]
    outside = [it for it in parts.outside if it.is_matrix]

    in_blocks, after = norms_of(model)
    norms = [*(it for block in in_blocks for it in block), *after]
    return Biases(
        matrices=len(inside),
        biased_matrices=sum(map(is_biased, inside)),
        head_biased=any(map(is_biased, outside)),
        norms=len(norms),
        biased_norms=sum(it.biased for it in norms),
    )


def is_biased(leaf: Leaf) -> bool:
    """Whether a matrix makes something of nothing."""
    import torch

    with torch.no_grad():
        return bool(leaf.module(leaf.given.new_zeros(1, 1, leaf.given.shape[-1])).any())
