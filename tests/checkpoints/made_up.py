"""Made-up published files, small enough to write in a test."""

import json
from pathlib import Path

import attrs

from claims._checkpoints.inventory import WIDTHS, Inventory, Part, Tensor
from claims._checkpoints.record import Record
from claims._checkpoints.safetensors_header import render_header

PUBLISHED = Path(__file__).parents[1] / "fixtures" / "published"
PARAMS = {"dim": 8, "n_layers": 3, "n_heads": 2, "norm_eps": 1e-5, "multiple_of": 4}


def write_safetensors(path: Path, tensors: list[Tensor]) -> None:
    header = render_header(tensors)
    data = sum(it.elements * WIDTHS[it.dtype] for it in tensors)
    path.write_bytes(len(header).to_bytes(8, "little") + header + bytes(data))


def write_header(path: Path, table: object, data: int, length: int | None = None) -> None:
    header = json.dumps(table).encode()
    declared = len(header) if length is None else length
    path.write_bytes(declared.to_bytes(8, "little") + header + bytes(data))


def tiny_llama(dtype: str = "F16") -> list[Tensor]:
    """The tensors of `fixtures/published/tiny-llama`, whose config says so."""
    shapes = {"model.embed_tokens.weight": (11, 8), "lm_head.weight": (11, 8)}
    shapes["model.norm.weight"] = (8,)
    for layer in range(3):
        block = f"model.layers.{layer}"
        shapes |= {f"{block}.{norm}_layernorm.weight": (8,) for norm in ("input", "post_attention")}
        shapes |= {f"{block}.self_attn.{it}_proj.weight": (8, 8) for it in "qo"}
        shapes |= {f"{block}.self_attn.{it}_proj.weight": (4, 8) for it in "kv"}
        shapes |= {f"{block}.mlp.{it}_proj.weight": (24, 8) for it in ("gate", "up")}
        shapes[f"{block}.mlp.down_proj.weight"] = (8, 24)
    return [Tensor(name, dtype, shape) for name, shape in sorted(shapes.items())]


def tiny_llama_folder(folder: Path, tensors: list[Tensor] | None = None) -> Path:
    """A model's own folder: the config, and one safetensors file of zeros."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "config.json").write_bytes((PUBLISHED / "tiny-llama/config.json").read_bytes())
    write_safetensors(folder / "model.safetensors", tensors or tiny_llama())
    return folder


def write_index(path: Path, files: dict[str, list[str]], total: int | None) -> None:
    weight_map = {name: file for file, names in files.items() for name in names}
    metadata = {} if total is None else {"total_size": total}
    path.write_text(json.dumps({"metadata": metadata, "weight_map": weight_map}))


def put(folder: Path, file: str, content: object) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    text = content if isinstance(content, str) else json.dumps(content)
    (folder / file).write_text(text)
    return folder / file


def tiny_config(**changes: object) -> dict:
    config = json.loads((PUBLISHED / "tiny-llama/config.json").read_text())
    return {key: value for key, value in (config | changes).items() if value is not None}


def hub(tmp_path: Path) -> Path:
    """A tree as on the hub, with what stands for llama-2-7b, made up."""
    put(tmp_path / "meta-llama/Llama-2-7b-hf", "config.json", tiny_config())
    put(tmp_path / "meta-llama/Llama-2-7b", "params.json", PARAMS | {"vocab_size": -1})
    return tmp_path


def listing(record: Record, tensors: list[Tensor], total: int | None, **rest: object) -> Record:
    part = Part("model.safetensors", tuple(tensors))
    return attrs.evolve(
        record, inventories=(Inventory("index", (part,), total_bytes=total),), **rest
    )
