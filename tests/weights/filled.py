"""Weights files at true size, of which some tensors are given numbers; the rest stays a hole."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np

from claims._checkpoints.formats.safetensors_file import extents

Make = Callable[[tuple[int, ...]], np.ndarray]
_WORDS = {"F32": np.float32, "F16": np.float16, "F64": np.float64}


def fill(folder: Path, made: Mapping[str, Make]) -> Path:
    """Write numbers into every tensor whose whole name a pattern matches; the first one counts."""
    for path in sorted(folder.glob("*.safetensors")):
        with path.open("r+b") as file:
            for it in extents(path):
                make = next((make for key, make in made.items() if _is(key, it.tensor.name)), None)
                if make:
                    file.seek(it.begin)
                    file.write(stored_bytes(make(it.tensor.shape or ()), str(it.tensor.dtype)))
    return folder


def stored_bytes(numbers: np.ndarray, dtype: str) -> bytes:
    """Bring numbers into a stored precision; BF16 by cutting off the lower half of 32 bits."""
    if dtype == "BF16":
        whole = np.ascontiguousarray(numbers, np.float32).view(np.uint32)
        return (whole >> 16).astype(np.uint16).tobytes()
    return np.ascontiguousarray(numbers, _WORDS[dtype]).tobytes()


def _is(pattern: str, name: str) -> bool:
    return bool(re.fullmatch(pattern, name))
