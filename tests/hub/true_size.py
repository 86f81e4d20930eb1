"""Checkpoints at true size, from a record or from any config: all but the numbers, and no room."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from claims._checkpoints.accounting import PRECISIONS
from claims._checkpoints.catalogue import checkpoint
from claims._checkpoints.inventory import Part, Tensor
from claims._checkpoints.record import Record
from claims._checkpoints.recording import make_foreign
from claims._checkpoints.source import Recorded
from claims._checkpoints.vocabulary import ARCHITECTURES, untranslate
from tests.hub.sparse_file import header_of, write_index, write_sparse
from tests.hub.splitting import SINGLE, Files, most_of, split
from tests.hub.stored_tensors import data_bytes, recorded, referenced

INDEX = "model.safetensors.index.json"
# The data of GPT-2's file lies in no order that a rule gives; `?` is one of its masks.
_GPT2_ORDER = Path(__file__).with_name("gpt2_data_order.txt")


def place(root: Path, name: str) -> str:
    """Make a checkpoint of the catalogue under the name that it has on the hub, and give that."""
    repo = checkpoint(name).hub
    from_record(Recorded().record(name), root / repo)
    return repo


def from_record(record: Record, folder: Path) -> Path:
    """Make a checkpoint from what its record says: facts, tensors, buffers, and shards if known."""
    folder.mkdir(parents=True, exist_ok=True)
    dialect = ARCHITECTURES[record.value("architecture")]
    stated = untranslate(dialect, record.values)
    config = {"architectures": [record.value("architecture")], "model_type": dialect, **stated}
    (folder / "config.json").write_text(json.dumps(config, indent=2, sort_keys=True) + "\n")
    files = _files(record, recorded(record))
    if record.id == "gpt2":
        files = {file: _as_gpt2(them) for file, them in files.items()}
    return _write(files, folder, _padded(record), in_order=record.id == "gpt2")


def from_config(config: Mapping[str, Any], folder: Path, most: int = 5 * 10**9) -> Path:
    """Make a checkpoint from a config, its tensors those of the class that it describes.

    Of GPT-2s and LLaMAs they are named as on the hub; any other that the library can build has the
    names that the library gives it.
    """
    from claims._probes.models.reference_tensors import reference_tensors  # loads torch

    folder.mkdir(parents=True, exist_ok=True)
    (folder / "config.json").write_text(json.dumps(config, indent=2))
    if config["model_type"] not in ARCHITECTURES.values():
        return _write(split(_declared(config), most), folder)
    record = make_foreign(folder.name, folder)
    tensors = referenced(record, reference_tensors(record.values, folder.name))
    return _write(split(tensors, most), folder, _padded(record))


def _declared(config: Mapping[str, Any]) -> list[Tensor]:
    """What the class of any config saves: of tied matrices the first, and stored buffers."""
    from transformers.core_model_loading import revert_weight_conversion

    from claims._probes.fitting.declared import declared
    from claims._probes.fitting.stated_config import StatedConfig

    found = declared(StatedConfig(config))
    dtype = PRECISIONS[str(config.get("torch_dtype") or config.get("dtype") or "float32")]
    # The library saves some under another name than its code has for them.
    own = revert_weight_conversion(found.module, found.module.state_dict()).items()
    return [Tensor(name, dtype, tuple(it.shape)) for name, it in own if name not in found.ties]


def _files(record: Record, tensors: list[Tensor]) -> Files:
    """The shards as published, where that is known, or as the library would split them."""
    parts = _published_parts(record)
    if not parts:
        return split(tensors, most_of(record))
    by_name = {it.name: it for it in tensors}
    return {part.file: [by_name[it.name] for it in part.tensors] for part in parts}


def _published_parts(record: Record) -> tuple[Part, ...]:
    for each in record.inventories:
        if len(each.parts) > 1 and all(it.file.endswith(".safetensors") for it in each.parts):
            return each.parts
    return ()


def _padded(record: Record) -> bool:
    """Whether its headers are: the files of a GPT-2 were written before the library did that."""
    return bool(record.value("architecture") != "GPT2LMHeadModel")


def _write(files: Files, folder: Path, padded: bool = True, *, in_order: bool = False) -> Path:
    for file, tensors in files.items():
        header = header_of(tensors, padded, in_order=in_order)
        write_sparse(folder / file, header, sum(map(data_bytes, tensors)))
    if SINGLE not in files:
        write_index(folder / INDEX, files)
    return folder


def _as_gpt2(tensors: list[Tensor]) -> list[Tensor]:
    """In the order of the data; which mask lies where isn't known, and changes no length."""
    order = _GPT2_ORDER.read_text().split()
    by_name = {it.name: it for it in tensors}
    masks = iter([it for it in tensors if it.name not in set(order)])
    return [next(masks) if name == "?" else by_name[name] for name in order]
