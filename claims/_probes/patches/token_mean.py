"""A network that adds the mean of all tokens, so that it is no longer position-wise."""

from typing import Any


def patch(module: Any) -> Any:
    """Add to each token's output the mean over the text: it still permutes with its input."""
    module.register_forward_hook(lambda _, __, made: made + made.mean(1, keepdim=True))
    return module
