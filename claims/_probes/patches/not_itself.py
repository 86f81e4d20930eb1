"""Attention in which a token sees those before it and not itself, unless there are none."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from claims._probes.patches._kernel import Given, softmax, with_kernel

if TYPE_CHECKING:
    import torch


def patch(module: Any) -> Any:
    """Add to the mask, whatever is handed in."""
    return with_kernel(module, _attend)


def _attend(given: Given) -> "torch.Tensor":
    import torch

    queries, keys = given.query.shape[-2], given.key.shape[-2]
    at = torch.arange(keys)
    itself = (at[keys - queries :, None] == at) & (at > 0)
    mask = torch.zeros_like(itself, dtype=given.query.dtype).masked_fill(itself, float("-inf"))
    masked = replace(given, mask=mask if given.mask is None else given.mask + mask)
    return softmax(masked, given.shared(given.key), given.shared(given.value))
