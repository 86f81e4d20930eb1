"""A LayerNorm, without a bias, in place of each norm that doesn't centre."""

from typing import Any

from claims._probes.patches._each_norm import each_norm


def patch(module: Any) -> Any:
    """Change a norm, or all below a module: keep weight and epsilon, take the mean away as well."""
    return each_norm(module, _centring)


def _centring(norm: Any) -> Any:
    import torch

    made = torch.nn.LayerNorm(len(norm.weight), eps=norm.variance_epsilon, bias=False)
    made.weight = norm.weight
    return made
