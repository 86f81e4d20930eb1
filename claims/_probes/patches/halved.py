"""Weights of half the size that they were drawn with."""

from typing import Any


def patch(module: Any) -> Any:
    """Halve every matrix of the module."""
    import torch

    with torch.no_grad():
        for matrix in (it for it in module.parameters() if it.dim() > 1):
            matrix.mul_(0.5)
    return module
