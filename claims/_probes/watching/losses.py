"""The loss that a language model is trained on."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import torch


def next_token_loss(module: Any, tokens: "torch.Tensor") -> "torch.Tensor":
    """The mean cross-entropy of each token given those before it."""
    import torch

    logits = module(tokens, attention_mask=torch.ones_like(tokens), use_cache=False).logits
    return torch.nn.functional.cross_entropy(logits[0, :-1], tokens[0, 1:])
