"""A rotary embedding with twice the θ that the config states, any scaling left as it was."""

from typing import Any

BY = 2.0


def patch(module: Any) -> Any:
    """Slow down each pair i of n by 2^(-i/n), as twice the θ would."""
    import torch

    pairs = len(module.inv_freq)
    module.inv_freq = module.inv_freq * BY ** (-torch.arange(pairs) / pairs)
    return module
