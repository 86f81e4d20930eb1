"""Fixed sinusoids of the position in an embedding table, sine and cosine in turn."""

from typing import Any


def patch(module: Any) -> Any:
    """Fill the table with sinusoids, out of reach of any training."""
    import torch

    rows, width = module.weight.shape
    positions = torch.arange(rows, dtype=torch.float64)[:, None]
    slowness = 10_000.0 ** (torch.arange(0, width, 2, dtype=torch.float64) / width)
    angles = positions / slowness
    table = torch.stack([angles.sin(), angles.cos()], dim=-1).reshape(rows, width)
    with torch.no_grad():
        module.weight.copy_(table)
    return module.requires_grad_(False)
