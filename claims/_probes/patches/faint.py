"""A matrix that is a thousand times fainter, so that an activation after it hardly bends."""

from typing import Any

BY = 1e-3


def patch(module: Any) -> Any:
    """Scale the weight down, and the bias with it."""
    for parameter in module.parameters():
        parameter.data.mul_(BY)
    return module
