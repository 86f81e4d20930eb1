"""Changing all that training could change, for a while."""

from collections.abc import Iterator
from contextlib import contextmanager

from claims._probes.models.model import Model

# Half of what a small model's matrices deviate by.
BY = 0.1


@contextmanager
def nudged(model: Model) -> Iterator[None]:
    """Add noise to every parameter that training may change, and take it away again."""
    import torch

    noise = torch.Generator().manual_seed(0)
    before = [(it, it.detach().clone()) for it in model.module.parameters() if it.requires_grad]
    try:
        for parameter, value in before:
            draw = torch.randn(value.shape, generator=noise, dtype=value.dtype)
            parameter.data.add_(draw, alpha=BY)
        yield
    finally:
        for parameter, value in before:
            parameter.data.copy_(value)
