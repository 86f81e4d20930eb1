"""A ReLU in place of whatever activation a network has."""

from typing import Any


def patch(_: Any) -> Any:
    """Give a ReLU."""
    import torch

    return torch.nn.ReLU()
