"""A rotary embedding at the config's θ, without the scaling that the config states."""

from typing import Any


def patch(module: Any) -> Any:
    """Give each pair i of n the plain frequency θ^(-i/n)."""
    import torch

    pairs = len(module.inv_freq)
    theta = module.config.rope_parameters["rope_theta"]
    module.inv_freq = theta ** (-torch.arange(pairs, dtype=torch.float32) / pairs)
    return module
