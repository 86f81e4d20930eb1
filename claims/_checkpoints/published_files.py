"""Which published files a model's folder holds, each read by its format."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from fnmatch import fnmatchcase
from pathlib import Path

from attrs import frozen

from claims._checkpoints.formats import (
    checkpoint_index,
    config_json,
    header_json,
    hparams_json,
    lfs_pointer,
    offsets_json,
    params_json,
    safetensors_file,
    sha256sums,
    shard_index,
)
from claims._checkpoints.formats.reading import Reading
from claims._checkpoints.formats.refusal import PublishedFileError

# In this order: what a file states comes first from the first that states it.
READERS: tuple[tuple[str, Callable[[Path], Reading]], ...] = (
    ("config.json", config_json.read),
    ("params.json", params_json.read),
    ("hparams.json", hparams_json.read),
    ("*.safetensors", safetensors_file.read),
    (f"*.safetensors{header_json.SUFFIX}", header_json.read),
    ("derived.model.safetensors.offsets.json", offsets_json.read),
    ("model.safetensors.index.json", shard_index.read),
    ("pytorch_model.bin.index.json", shard_index.read),
    ("derived.model.ckpt.index.json", checkpoint_index.read),
    ("SHA256SUMS", sha256sums.read),
)
PICKLED = ("*.bin", "*.pt", "*.pth", "*.ckpt")


@frozen
class ReadFile:
    """A published file that was read: name, hash, size and what it gave."""

    name: str
    sha256: str
    size: int
    reading: Reading


def is_model_folder(folder: Path) -> bool:
    """Whether the folder itself holds published files that can be read."""
    return folder.is_dir() and any(_matches(folder))


def read_folder(folder: Path, only: tuple[str, ...] = ()) -> tuple[ReadFile, ...]:
    """Read every published file of one model's folder; pickled weights are never opened."""
    files = [
        _read_file(path, reader)
        for path, reader in _matches(folder)
        if not only or path.name in only
    ]
    refuse_only_pickles(folder, files)
    return tuple(files)


def _matches(folder: Path) -> Iterator[tuple[Path, Callable[[Path], Reading]]]:
    for pattern, reader in READERS:
        # `glob` passes over a link that leads in a circle; a listing has it.
        for path in sorted(it for it in folder.iterdir() if fnmatchcase(it.name, pattern)):
            if not path.is_file():
                what = "a folder" if path.is_dir() else "a pipe, a device or a link to nothing"
                raise PublishedFileError(path, "", "a regular file", what)
            yield path, lfs_pointer.read if lfs_pointer.is_pointer(path) else reader
    for path in sorted(folder.glob("lfs/*")):
        if path.is_file() and lfs_pointer.is_pointer(path):
            yield path, lfs_pointer.read


def _read_file(path: Path, reader: Callable[[Path], Reading]) -> ReadFile:
    reading = reader(path)
    if reader is safetensors_file.read:
        return ReadFile(
            path.name, safetensors_file.header_sha256(path), path.stat().st_size, reading
        )
    data = path.read_bytes()
    return ReadFile(path.name, hashlib.sha256(data).hexdigest(), len(data), reading)


def refuse_only_pickles(folder: Path, files: Iterable[ReadFile]) -> None:
    """Raise PublishedFileError where a folder has weights as pickles, and in no other form."""
    if any(each.reading.inventory for each in files):
        return
    for pattern in PICKLED:
        # Authors put their own format into a folder of its own, such as `original`.
        for path in sorted([*folder.glob(pattern), *folder.glob(f"*/{pattern}")]):
            if path.is_file() and not lfs_pointer.is_pointer(path):
                raise PublishedFileError(
                    path,
                    "the only weights",
                    "safetensors, or an index",
                    "a pickle, which is never opened: unpickling runs code of its author",
                )
