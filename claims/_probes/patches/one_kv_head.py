"""Attention in which all query heads read the first key-value head."""

from typing import TYPE_CHECKING, Any

from claims._probes.patches._kernel import Given, softmax, with_kernel

if TYPE_CHECKING:
    import torch


def patch(module: Any) -> Any:
    """Leave what is projected and cached as it is, and read one head of it."""
    return with_kernel(module, _attend)


def _attend(given: Given) -> "torch.Tensor":
    heads = given.query.shape[1]
    return softmax(given, *(it[:, :1].expand(-1, heads, -1, -1) for it in (given.key, given.value)))
