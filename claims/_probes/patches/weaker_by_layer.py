"""An attention whose scores are also divided by the number of its layer, counted from 1."""

from typing import Any


def patch(module: Any) -> Any:
    """Make its scale so much smaller; the first layer's stays as it is."""
    module.scaling = module.scaling / (module.layer_idx + 1)
    return module
