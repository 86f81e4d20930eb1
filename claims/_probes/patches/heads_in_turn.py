"""Grouped attention in the wrong order: query heads read key-value heads in turn."""

from typing import TYPE_CHECKING, Any

from claims._probes.patches._kernel import softmax, with_kernel

if TYPE_CHECKING:
    import torch


def patch(module: Any) -> Any:
    """Let head i read key-value head i modulo their number, where neighbours should share."""
    return with_kernel(module, "claims_heads_in_turn", _kernel)


def _kernel(
    query: "torch.Tensor",
    key: "torch.Tensor",
    value: "torch.Tensor",
    scaling: float,
    mask: "torch.Tensor | None",
) -> "torch.Tensor":
    times = query.shape[1] // key.shape[1]
    key, value = (it.repeat(1, times, 1, 1) for it in (key, value))
    return softmax(query, key, value, scaling, mask)
