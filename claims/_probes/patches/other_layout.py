"""A matrix that does the same and is stored the other way round."""

from typing import Any


def patch(module: Any) -> Any:
    """Give a linear layer with the transposed weight and the bias of the module."""
    import torch

    inputs, outputs = module.weight.shape
    linear = torch.nn.Linear(inputs, outputs)
    linear.weight.data = module.weight.data.T.clone()
    linear.bias = module.bias
    return linear
