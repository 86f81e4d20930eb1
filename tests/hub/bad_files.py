"""Repositories with files that don't fit together, or that no one should trust or load."""

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path

from claims._checkpoints.inventory import Tensor
from tests.checkpoints.made_up import (
    put,
    tiny_config,
    tiny_llama,
    tiny_llama_folder,
    write_index,
    write_safetensors,
)
from tests.hub.bad_headers import BAD_HEADERS

INDEX = "model.safetensors.index.json"
SHARDS = ("model-00001-of-00002.safetensors", "model-00002-of-00002.safetensors")
Maker = Callable[[Path], Path]

# What must never reach a terminal, a page or a path as it is.
HOSTILE = {
    "control characters": "a\x00b\r\nc\x08",
    "terminal escapes": "\x1b[31mred\x1b]0;title\x07",
    "HTML": "<img src=x onerror=alert(1)>",
    "way out": "../../outside",
    "absolute path": "/tmp/outside",
    "right to left": "\u202etxt.exe",
    "other line end": "a\u2028b",
}


def sharded(folder: Path) -> Path:
    """A good repository in two shards, to be spoilt."""
    put(folder, "config.json", tiny_config())
    first, second = tiny_llama()[:10], tiny_llama()[10:]
    for name, tensors in zip(SHARDS, (first, second), strict=True):
        write_safetensors(folder / name, tensors)
    held = {SHARDS[0]: [it.name for it in first], SHARDS[1]: [it.name for it in second]}
    write_index(folder / INDEX, held, None)
    return folder


def missing_shard(folder: Path) -> Path:
    """An index that names a shard that isn't there."""
    (sharded(folder) / SHARDS[1]).unlink()
    return folder


def other_tensors(folder: Path) -> Path:
    """A shard that holds other tensors than the index says."""
    write_safetensors(sharded(folder) / SHARDS[1], [Tensor("other.weight", "F16", (2,))])
    return folder


def other_total(folder: Path) -> Path:
    """An index whose total isn't what the shards come to."""
    path = sharded(folder) / INDEX
    table = json.loads(path.read_text())
    path.write_text(json.dumps(table | {"metadata": {"total_size": 1}}))
    return folder


def other_shape(folder: Path) -> Path:
    """Weights of another shape than the config states."""
    first, *rest = tiny_llama()
    return tiny_llama_folder(folder, [Tensor(first.name, first.dtype, (11, 9)), *rest])


def only_pickles(folder: Path) -> Path:
    """Weights as pickles alone, their index among them."""
    put(folder, "config.json", tiny_config())
    (folder / "pytorch_model.bin").write_bytes(b"\x80\x04never to be loaded.")
    return folder


def own_code(folder: Path) -> Path:
    """A config that asks for code of its author to be run; the code says so if it is."""
    tiny_llama_folder(folder)
    classes = {"AutoConfig": "own.OwnConfig", "AutoModelForCausalLM": "own.OwnModel"}
    put(folder, "config.json", tiny_config(auto_map=classes))
    put(folder, "own.py", "raise SystemExit('code of the repository was run')\n")
    return folder


def vast_json(folder: Path, file: str = "config.json", size: int = 100_000_000) -> Path:
    """A hundred megabytes of valid JSON where some kilobytes are due."""
    sharded(folder)
    table = json.loads((folder / file).read_text())
    pad = size - len(json.dumps(table | {"pad": ""}))
    return put(folder, file, table | {"pad": "x" * pad}).parent


def no_json(folder: Path, file: str = "config.json", text: str = "<!doctype html>") -> Path:
    """A page where JSON is due, as a proxy or a login would send."""
    return put(sharded(folder), file, text).parent


def hostile_tensor(folder: Path, name: str) -> Path:
    """A tensor whose name is hostile, among good ones."""
    return tiny_llama_folder(folder, [*tiny_llama(), Tensor(name, "F16", (1,))])


def hostile_shard(folder: Path, name: str) -> Path:
    """An index that names a hostile file for one tensor."""
    path = sharded(folder) / INDEX
    table = json.loads(path.read_text())
    table["weight_map"][tiny_llama()[0].name] = name
    path.write_text(json.dumps(table))
    return folder


def hostile_class(folder: Path, name: str) -> Path:
    """A config whose class has a hostile name."""
    tiny_llama_folder(folder)
    return put(folder, "config.json", tiny_config(architectures=[name])).parent


BAD_FILES: dict[str, Maker] = {
    **BAD_HEADERS,
    "missing shard": missing_shard,
    "other tensors": other_tensors,
    "other total": other_total,
    "only pickles": only_pickles,
    "vast config": vast_json,
    "vast index": partial(vast_json, file=INDEX),
    "page as config": no_json,
    "page as index": partial(no_json, file=INDEX),
    "NaN in config": partial(no_json, text='{"a": NaN}'),
    "deep config": partial(no_json, text='{"a":' + "[" * 100_000 + "]" * 100_000 + "}"),
    "two of a key in config": partial(no_json, text='{"model_type": "llama", "model_type": 1}'),
    **{f"class: {kind}": partial(hostile_class, name=name) for kind, name in HOSTILE.items()},
    **{f"shard: {kind}": partial(hostile_shard, name=name) for kind, name in HOSTILE.items()},
}
