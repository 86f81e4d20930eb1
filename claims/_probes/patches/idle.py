"""Parameters that nothing uses: what attention to an encoder is where there is none."""

from typing import Any


def patch(module: Any) -> Any:
    """Give the module one more matrix that it never runs."""
    import torch

    module.idle = torch.nn.Linear(2, 2)
    return module
