"""Linear attention: weights that are products of what elu + 1 makes of queries and keys."""

from typing import TYPE_CHECKING, Any

from claims._probes.patches._kernel import shared, with_kernel

if TYPE_CHECKING:
    import torch


def patch(module: Any) -> Any:
    """Weigh without a softmax; rows still sum to 1."""
    return with_kernel(module, "claims_linear_attention", _kernel)


def _kernel(
    query: "torch.Tensor",
    key: "torch.Tensor",
    value: "torch.Tensor",
    scaling: float,
    mask: "torch.Tensor | None",
) -> "torch.Tensor":
    import torch

    queries, keys = (torch.nn.functional.elu(it) + 1 for it in (query, shared(key, query)))
    weights = queries @ keys.transpose(-1, -2)
    if mask is not None:
        weights = weights * (mask == 0)
    return weights / weights.sum(-1, keepdim=True) @ shared(value, query)
