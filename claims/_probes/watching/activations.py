"""The activation functions that a feed-forward network may have, written from their formulas."""

import math
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import torch

Function = Callable[["torch.Tensor"], "torch.Tensor"]


def activations() -> Mapping[str, Function]:
    """Each function by its name; clipped variants, alike within their clip, are left out."""
    import torch

    def normal(x: "torch.Tensor") -> "torch.Tensor":
        return x * (1 + torch.erf(x / math.sqrt(2))) / 2

    def by_tanh(x: "torch.Tensor") -> "torch.Tensor":
        return x * (1 + torch.tanh(math.sqrt(2 / math.pi) * (x + 0.044715 * x**3))) / 2

    return {
        "gelu-tanh": by_tanh,
        "gelu": normal,
        "gelu-quick": lambda x: x * torch.sigmoid(1.702 * x),
        "relu": lambda x: x.clamp_min(0),
        "relu-squared": lambda x: x.clamp_min(0) ** 2,
        "leaky-relu": lambda x: torch.where(x > 0, x, 0.01 * x),
        "elu": lambda x: torch.where(x > 0, x, torch.expm1(x)),
        "silu": lambda x: x * torch.sigmoid(x),
        "sigmoid": torch.sigmoid,
        "tanh": torch.tanh,
        "softplus": lambda x: torch.log1p(torch.exp(-x.abs())) + x.clamp_min(0),
        "mish": lambda x: x * torch.tanh(torch.log1p(torch.exp(-x.abs())) + x.clamp_min(0)),
        "identity": lambda x: x,
    }
