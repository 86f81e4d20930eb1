"""A network whose two halves have nothing to do with each other."""

from typing import Any


def patch(module: Any) -> Any:
    """Empty the blocks of each matrix that lead from one half to the other, in either layout."""
    import torch

    with torch.no_grad():
        for matrix in (it for it in module.parameters() if it.dim() == 2):
            rows, columns = (size // 2 for size in matrix.shape)
            matrix[:rows, columns:] = 0
            matrix[rows:, :columns] = 0
    return module
