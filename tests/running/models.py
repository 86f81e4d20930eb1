"""Small random models on disk, as wide awake as the probes' own."""

from pathlib import Path
from typing import Any

import torch
from transformers import AutoConfig

from claims._probes.models.construction import draw
from claims._probes.models.reference import reference_model

SIZES: dict[str, dict[str, Any]] = {
    "gpt2": {"vocab_size": 96, "n_positions": 32, "n_embd": 32, "n_layer": 5, "n_head": 4},
    "llama": {
        "vocab_size": 96,
        "max_position_embeddings": 32,
        "hidden_size": 32,
        "intermediate_size": 64,
        "num_hidden_layers": 5,
        "num_attention_heads": 4,
        "num_key_value_heads": 2,
    },
    # Layers of two kinds, a scaled embedding, a cap on the logits; tied.
    "gemma2": {
        "vocab_size": 96,
        "max_position_embeddings": 32,
        "hidden_size": 32,
        "intermediate_size": 64,
        "num_hidden_layers": 4,
        "num_attention_heads": 4,
        "num_key_value_heads": 2,
        "head_dim": 8,
        "sliding_window": 8,
    },
    # Its blocks hand on more than a tensor.
    "bloom": {"vocab_size": 96, "hidden_size": 32, "n_layer": 3, "n_head": 4},
}


def saved(kind: str, into: Path, **more: Any) -> Any:
    """Draw a model, save it as a folder of the hub, and hand it over."""
    torch.set_num_threads(1)
    torch.manual_seed(0)
    settings = SIZES[kind] | {"bos_token_id": None, "eos_token_id": None, "pad_token_id": None}
    module = reference_model(AutoConfig.for_model(kind, **settings | more)).eval()
    draw(module)
    module.save_pretrained(into)
    return module


def some_windows(number: int = 6, length: int = 24) -> torch.Tensor:
    """Random tokens: windows × tokens."""
    return torch.randint(8, 96, (number, length), generator=torch.Generator().manual_seed(0))


def rounding(module: Any, logits: torch.Tensor) -> float:
    """How far apart two ways to sum may come out in 32 bits.

    A sum of n products is off by up to n roundings of its size, whatever their order; each layer
    and the head add such an error to what they pass on.
    """
    terms = max(max(it.shape) for it in module.parameters())
    return float((module.config.num_hidden_layers + 1) * terms * 2.0**-24 * logits.abs().max())
