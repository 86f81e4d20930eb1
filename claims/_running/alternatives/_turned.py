"""Another base of a rotation, any scaling left as it was."""

from typing import Any


def turned(module: Any, times: float) -> Any:
    """Slow down each pair i of n by times^(-i/n), as so many times the base would."""
    import torch

    pairs = len(module.inv_freq)
    exponents = -torch.arange(pairs, device=module.inv_freq.device) / pairs
    module.inv_freq = module.inv_freq * times**exponents
    return module
