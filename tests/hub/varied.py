"""Many small repositories of varied architectures, each with the tensors that its config states."""

import json
from pathlib import Path
from random import Random
from typing import Any

from claims._checkpoints.inventory import WIDTHS, Tensor
from tests.hub.sparse_file import header_of, write_index, write_sparse
from tests.hub.splitting import SINGLE, split

# A config, and the shapes of what is stored.
Made = tuple[dict[str, Any], dict[str, tuple[int, ...]]]
INDEX = "model.safetensors.index.json"
WIDE, LAYERS = (256, 384, 512, 768), (2, 6, 12, 24, 32)
# One in so many is split into shards, and one in so many has no weights in this format.
SHARDED, BARE = 8, 25


def varied(root: Path, count: int) -> list[str]:
    """Make so many repositories under a root, the same ones each time, and give their names."""
    chance, names = Random(0), []
    for at in range(count):
        name = f"owner-{at % 37}/model-{at:05}"
        kind = KINDS[at % len(KINDS)]
        most = 10**8 if at % SHARDED == 2 else 10**15
        _write(root / name, kind(chance), bare=at % BARE == 1, most=most)
        names.append(name)
    return names


def _gpt2(chance: Random) -> Made:
    wide, layers = chance.choice(WIDE), chance.choice(LAYERS)
    config = {
        "model_type": "gpt2",
        "n_embd": wide,
        "n_head": wide // 64,
        "n_layer": layers,
        "n_positions": 1024,
        "vocab_size": 50257,
        "activation_function": "gelu_new",
        "layer_norm_epsilon": 1e-5,
        "tie_word_embeddings": True,
    }
    shapes: dict[str, tuple[int, ...]] = {"wte.weight": (50257, wide), "wpe.weight": (1024, wide)}
    for layer in range(layers):
        for name, out, into in (
            ("attn.c_attn", wide, 3 * wide),
            ("attn.c_proj", wide, wide),
            ("mlp.c_fc", wide, 4 * wide),
            ("mlp.c_proj", 4 * wide, wide),
        ):
            shapes[f"h.{layer}.{name}.weight"] = (out, into)
            shapes[f"h.{layer}.{name}.bias"] = (into,)
        for norm in ("ln_1", "ln_2"):
            shapes |= {f"h.{layer}.{norm}.{it}": (wide,) for it in ("weight", "bias")}
    return config, shapes | {"ln_f.weight": (wide,), "ln_f.bias": (wide,)}


def _llama(chance: Random, kind: str = "llama") -> Made:
    wide, layers = chance.choice(WIDE), chance.choice(LAYERS)
    heads, shared = wide // 64, chance.choice((1, 2))
    kv = heads // shared
    config = {
        "model_type": kind,
        "hidden_size": wide,
        "intermediate_size": 3 * wide + 64,
        "num_attention_heads": heads,
        "num_key_value_heads": kv,
        "head_dim": 64,
        "num_hidden_layers": layers,
        "vocab_size": 32000,
        "max_position_embeddings": 4096,
        "hidden_act": "silu",
        "rms_norm_eps": 1e-5,
        "rope_theta": 10000.0,
        "rope_scaling": None,
        "tie_word_embeddings": False,
    }
    inner = 3 * wide + 64
    shapes: dict[str, tuple[int, ...]] = {
        "model.embed_tokens.weight": (32000, wide),
        "lm_head.weight": (32000, wide),
        "model.norm.weight": (wide,),
    }
    for layer in range(layers):
        block = f"model.layers.{layer}"
        for it, out in (("q", wide), ("k", 64 * kv), ("v", 64 * kv), ("o", wide)):
            shapes[f"{block}.self_attn.{it}_proj.weight"] = (out, wide)
        shapes |= {f"{block}.mlp.{it}_proj.weight": (inner, wide) for it in ("gate", "up")}
        shapes[f"{block}.mlp.down_proj.weight"] = (wide, inner)
        shapes |= {f"{block}.{it}_layernorm.weight": (wide,) for it in ("input", "post_attention")}
    return config, shapes


def _mistral(chance: Random) -> Made:
    return _llama(chance, "mistral")


def _qwen2(chance: Random) -> Made:
    return _llama(chance, "qwen2")


KINDS = (_gpt2, _llama, _mistral, _qwen2)


def _write(folder: Path, made: Made, *, bare: bool, most: int) -> None:
    config, shapes = made
    folder.mkdir(parents=True)
    (folder / "config.json").write_text(json.dumps(config, indent=2), "utf-8")
    if bare:
        return
    files = split([Tensor(name, "BF16", shape) for name, shape in shapes.items()], most)
    for file, tensors in files.items():
        data = sum(it.elements * WIDTHS[str(it.dtype)] for it in tensors)
        write_sparse(folder / file, header_of(tensors, padded=True, in_order=False), data)
    if SINGLE not in files:
        write_index(folder / INDEX, files)
