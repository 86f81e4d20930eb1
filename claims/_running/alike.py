"""What a model hands its blocks beside the hidden state: masks and angles, of which few differ."""

from typing import Any

import torch  # whatever imports this module runs models


class Alike:
    """Keeps equal tensors once: each window is masked as the others, and turned by the same."""

    def __init__(self) -> None:
        self._kept: list[torch.Tensor] = []

    def __call__(self, value: Any) -> Any:
        """Put what is kept in place of each tensor, also inside of lists and tables."""
        if isinstance(value, torch.Tensor):
            return self._kept_for(value)
        if type(value) in (tuple, list):
            return type(value)(map(self, value))
        if type(value) is dict:
            return {name: self(it) for name, it in value.items()}
        return value

    def _kept_for(self, tensor: torch.Tensor) -> torch.Tensor:
        for it in self._kept:
            if it is tensor or (it.dtype == tensor.dtype and torch.equal(it, tensor)):
                return it
        self._kept.append(tensor)
        return tensor
