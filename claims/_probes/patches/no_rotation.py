"""A rotary embedding that turns by zero: the keys stay where they are, whatever the position."""

from typing import Any


def patch(module: Any) -> Any:
    """Let the module hand out cosines of 1 and sines of 0, in the shape of its own."""
    import torch

    def still(_: Any, __: Any, turns: Any) -> Any:
        cosines, sines = turns
        return torch.ones_like(cosines), torch.zeros_like(sines)

    module.register_forward_hook(still)
    return module
