"""Giving an attention module another way to weigh values, under the config that it has."""

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import torch


@dataclass(frozen=True)
class Given:
    """What attention has to go by; tensors are batch × heads × tokens × width."""

    query: "torch.Tensor"
    key: "torch.Tensor"
    value: "torch.Tensor"
    scaling: float
    mask: "torch.Tensor | None"

    def shared(self, heads: "torch.Tensor") -> "torch.Tensor":
        """Key or value heads, each repeated for the neighbouring query heads that read it."""
        return heads.repeat_interleave(self.query.shape[1] // heads.shape[1], dim=1)


def with_kernel(module: Any, kernel: "Callable[[Given], torch.Tensor]") -> Any:
    """Register a kernel with transformers under its file's name, for this one module to use."""
    from transformers.modeling_utils import ALL_ATTENTION_FUNCTIONS

    def attend(
        _: Any, query: Any, key: Any, value: Any, mask: Any, scaling: float, **__: Any
    ) -> Any:
        made = kernel(Given(query, key, value, scaling, mask))
        return made.transpose(1, 2).contiguous(), None

    name = kernel.__module__.replace(".", "_")
    ALL_ATTENTION_FUNCTIONS.register(name, attend)
    module.config = copy(module.config)
    module.config._attn_implementation_internal = name
    return module


def softmax(given: Given, key: "torch.Tensor", value: "torch.Tensor") -> "torch.Tensor":
    """The usual way, for as many key and value heads as there are query heads."""
    scores = given.query @ key.transpose(-1, -2) * given.scaling
    scores = scores if given.mask is None else scores + given.mask
    return scores.softmax(-1) @ value
