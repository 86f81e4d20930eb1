"""Attention in which every token sees every other, later ones too."""

from typing import TYPE_CHECKING, Any

from claims._probes.patches._kernel import shared, softmax, with_kernel

if TYPE_CHECKING:
    import torch


def patch(module: Any) -> Any:
    """Leave the mask out, whatever is handed in."""
    return with_kernel(module, "claims_no_mask", _kernel)


def _kernel(
    query: "torch.Tensor",
    key: "torch.Tensor",
    value: "torch.Tensor",
    scaling: float,
    mask: "torch.Tensor | None",
) -> "torch.Tensor":
    return softmax(query, shared(key, query), shared(value, query), scaling, None)
