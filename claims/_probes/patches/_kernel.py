"""Giving an attention module another way to weigh values, under the config that it has."""

from collections.abc import Callable
from copy import copy
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import torch

# From queries, keys, values (batch × heads × tokens × width), scale and mask to what is handed on.
Kernel = Callable[
    ["torch.Tensor", "torch.Tensor", "torch.Tensor", float, "torch.Tensor | None"], "torch.Tensor"
]


def with_kernel(module: Any, name: str, kernel: Kernel) -> Any:
    """Register a kernel with transformers under a name, and let this one module use it."""
    from transformers.modeling_utils import ALL_ATTENTION_FUNCTIONS

    def attend(
        _: Any, query: Any, key: Any, value: Any, mask: Any, scaling: float, **__: Any
    ) -> Any:
        return kernel(query, key, value, scaling, mask).transpose(1, 2).contiguous(), None

    ALL_ATTENTION_FUNCTIONS.register(name, attend)
    module.config = copy(module.config)
    module.config._attn_implementation_internal = name
    return module


def softmax(
    query: "torch.Tensor",
    key: "torch.Tensor",
    value: "torch.Tensor",
    scaling: float,
    mask: "torch.Tensor | None",
) -> "torch.Tensor":
    """The usual kernel, for as many key heads as there are query heads."""
    scores = query @ key.transpose(-1, -2) * scaling
    scores = scores if mask is None else scores + mask
    return scores.softmax(-1) @ value


def shared(heads: "torch.Tensor", query: "torch.Tensor") -> "torch.Tensor":
    """Repeat each key or value head for the neighbouring query heads that read it."""
    return heads.repeat_interleave(query.shape[1] // heads.shape[1], dim=1)
