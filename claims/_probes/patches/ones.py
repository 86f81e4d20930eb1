"""A projection that makes nothing but ones: a gate that is always open."""

from typing import Any


def patch(module: Any) -> Any:
    """Put ones in place of whatever the module makes."""
    import torch

    module.register_forward_hook(lambda _, __, made: torch.ones_like(made))
    return module
