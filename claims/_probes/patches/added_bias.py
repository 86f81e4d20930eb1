"""A bias on a projection that has none."""

from typing import Any


def patch(module: Any) -> Any:
    """Add the same numbers to whatever the module makes."""
    import torch

    bias = 0.2 * torch.randn(module.weight.shape[0])
    module.register_forward_hook(lambda _, __, made: made + bias.to(made.dtype))
    return module
