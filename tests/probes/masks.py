"""Patches that hide tokens from some heads of an attention, besides what its mask hides."""

from collections.abc import Callable
from typing import Any

import torch


def hiding(hidden: Callable[[torch.Tensor], torch.Tensor], heads: slice) -> Callable[[Any], Any]:
    """Hide from some heads what is as far back, queries × keys, as says a function of that."""

    def patch(attention: Any) -> Any:
        def hide(_: Any, args: tuple[Any, ...], given: dict[str, Any]) -> Any:
            mask = given["attention_mask"]
            mask = mask.repeat(1, attention.config.num_attention_heads // mask.shape[1], 1, 1)
            queries, keys = mask.shape[-2:]
            back = torch.arange(keys - queries, keys)[:, None] - torch.arange(keys)
            mask[:, heads, hidden(back)] = torch.finfo(mask.dtype).min
            return args, given | {"attention_mask": mask}

        attention.register_forward_pre_hook(hide, with_kwargs=True)
        return attention

    return patch


WINDOW = hiding(lambda back: back >= 16, slice(None))
# The very first token has nothing else to see.
ITSELF_FROM_ONE_HEAD = hiding(
    lambda back: (back == 0) & (torch.arange(back.shape[1]) > 0), slice(1)
)
