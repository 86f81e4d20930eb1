"""Checkpoints at true size, from a record or from any config: all but the numbers, and no room."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

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
    return _write(record, _files(record, recorded(record)), folder)


def from_config(config: Mapping[str, Any], folder: Path, most: int = 5 * 10**9) -> Path:
    """Make a checkpoint from a config, its tensors those of the class that it describes."""
    from claims._probes.reference_tensors import reference_tensors  # loads torch

    folder.mkdir(parents=True, exist_ok=True)
    (folder / "config.json").write_text(json.dumps(config, indent=2))
    record = make_foreign(folder.name, folder)
    tensors = referenced(record, reference_tensors(record.values, folder.name))
    return _write(record, split(tensors, most), folder)


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


def _write(record: Record, files: Files, folder: Path) -> Path:
    # Its files were written before the library padded headers.
    padded = record.value("architecture") != "GPT2LMHeadModel"
    for file, tensors in files.items():
        ordered = _as_gpt2(tensors) if record.id == "gpt2" else tensors
        header = header_of(ordered, padded, in_order=record.id == "gpt2")
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
