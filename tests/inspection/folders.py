"""Folders to inspect: small models as transformers saves them, then changed."""

import json
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file, save_file
from transformers import CONFIG_MAPPING, AutoModelForCausalLM

SMALL: dict[str, dict[str, Any]] = {
    "gpt2": {"n_layer": 2, "n_embd": 32, "n_head": 4, "vocab_size": 99, "n_positions": 64},
    "llama": {
        "num_hidden_layers": 2,
        "hidden_size": 32,
        "num_attention_heads": 4,
        "num_key_value_heads": 2,
        "intermediate_size": 48,
        "vocab_size": 99,
    },
}

# Too wide to be measured as it is.
LARGE = {
    "num_hidden_layers": 2,
    "hidden_size": 1024,
    "num_attention_heads": 16,
    "num_key_value_heads": 4,
    "intermediate_size": 2048,
    "vocab_size": 1000,
}


def saved(kind: str, folder: Path, **settings: Any) -> Path:
    """Save a small random model with its weights."""
    torch.manual_seed(0)
    config = CONFIG_MAPPING[kind](**(SMALL.get(kind, {}) | settings))
    AutoModelForCausalLM.from_config(config).save_pretrained(folder)
    return folder


def written(kind: str, folder: Path, **settings: Any) -> Path:
    """Write a config alone, as transformers writes it."""
    CONFIG_MAPPING[kind](**settings).save_pretrained(folder)
    return folder


def restated(folder: Path, **settings: Any) -> Path:
    """Change what the config states; None takes a key away."""
    path = folder / "config.json"
    table = json.loads(path.read_text("utf-8")) | settings
    path.write_text(json.dumps({k: v for k, v in table.items() if v is not None}), "utf-8")
    return folder


def restored(folder: Path, **tensors: Any) -> Path:
    """Change what is stored, by a name with `__` for its dots; None takes a tensor away."""
    path = folder / "model.safetensors"
    table = load_file(path) | {key.replace("__", "."): it for key, it in tensors.items()}
    kept = {key: it for key, it in table.items() if it is not None}
    save_file(kept, path, metadata={"format": "pt"})
    return folder


def weight(folder: Path, name: str) -> Any:
    """A stored tensor."""
    return load_file(folder / "model.safetensors")[name]
