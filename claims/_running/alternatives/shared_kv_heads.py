"""Half as many key-value heads: each second one reads as its neighbour does."""

from typing import TYPE_CHECKING, Any

from claims._probes.patches._kernel import Given, softmax, with_kernel
from claims._running.places import attentions as place

if TYPE_CHECKING:
    import torch

__all__ = ["patch", "place"]


def patch(module: Any) -> Any:
    """Leave what is projected as it is, and read the first of each two."""
    return with_kernel(module, _attend)


def _attend(given: Given) -> "torch.Tensor":
    return softmax(given, *(given.shared(_first_of_two(it)) for it in (given.key, given.value)))


def _first_of_two(heads: "torch.Tensor") -> "torch.Tensor":
    return heads[:, ::2].repeat_interleave(2, dim=1)[:, : heads.shape[1]]
