"""Attention in which all query heads read the first key-value head."""

from typing import TYPE_CHECKING, Any

from claims._probes.patches._kernel import softmax, with_kernel

if TYPE_CHECKING:
    import torch


def patch(module: Any) -> Any:
    """Leave what is projected and cached as it is, and read one head of it."""
    return with_kernel(module, "claims_one_kv_head", _kernel)


def _kernel(
    query: "torch.Tensor",
    key: "torch.Tensor",
    value: "torch.Tensor",
    scaling: float,
    mask: "torch.Tensor | None",
) -> "torch.Tensor":
    key, value = (it[:, :1].expand(-1, query.shape[1], -1, -1) for it in (key, value))
    return softmax(query, key, value, scaling, mask)
