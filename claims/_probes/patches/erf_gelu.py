"""GELU by the error function in place of whatever activation a network has."""

from typing import Any


def patch(_: Any) -> Any:
    """Give the erf form."""
    import torch

    return torch.nn.GELU(approximate="none")
