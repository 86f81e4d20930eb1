"""A module that drops a tenth of what it puts out while it trains."""

from typing import Any


def patch(module: Any) -> Any:
    """Add the dropout behind the module."""
    import torch

    def drop(trained: Any, _: Any, output: Any) -> Any:
        return torch.nn.functional.dropout(output, 0.1, trained.training)

    module.register_forward_hook(drop)
    return module
