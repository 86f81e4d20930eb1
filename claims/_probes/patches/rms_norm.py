"""An RMSNorm in place of each LayerNorm: no mean is taken away, no bias added."""

from typing import Any

from claims._probes.patches._each_norm import each_norm


def patch(module: Any) -> Any:
    """Change a norm, or all below a module; weight and epsilon are kept."""
    return each_norm(module, _uncentred)


def _uncentred(norm: Any) -> Any:
    import torch

    made = torch.nn.RMSNorm(len(norm.weight), eps=norm.eps)
    made.weight = norm.weight
    return made
