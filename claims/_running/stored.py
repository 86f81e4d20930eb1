"""Where single weights are read from: what anything that has them must offer."""

from functools import cached_property
from math import prod
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from claims._checkpoints.inventory import WIDTHS
from claims._core.errors import Refused

if TYPE_CHECKING:
    import numpy as np


class Stored(Protocol):
    """The stored tensors of one checkpoint, each read when it is asked for.

    `location` is the folder, or the repository on the hub, that also has its tokenizer.
    """

    location: str
    revision: str | None
    bytes_read: int
    requests: int

    def names(self) -> tuple[str, ...]:
        """Every stored tensor's name."""

    def read(self, name: str) -> "np.ndarray":
        """Read one tensor; floating-point ones come in 32 bits."""

    def size(self, name: str) -> int:
        """How many bytes it is stored in."""


class InFolder:
    """The safetensors files of a model's folder; other bytes than those asked for aren't read."""

    def __init__(self, folder: Path) -> None:
        self.location = str(folder)
        self.revision: str | None = None
        self.bytes_read, self.requests = 0, 0

    def names(self) -> tuple[str, ...]:
        """Every stored tensor's name."""
        return tuple(self._files)

    def read(self, name: str) -> "np.ndarray":
        """Read one tensor; floating-point ones come in 32 bits."""
        from safetensors import safe_open

        # Through torch, since NumPy has no bfloat16.
        with safe_open(self._files[name], framework="pt") as file:
            tensor = file.get_tensor(name)
        self.bytes_read += tensor.nbytes
        self.requests += 1
        made: np.ndarray = (tensor.float() if tensor.is_floating_point() else tensor).numpy()
        return made

    def size(self, name: str) -> int:
        """How many bytes it is stored in."""
        from safetensors import safe_open

        with safe_open(self._files[name], framework="pt") as file:
            part = file.get_slice(name)
            shape: list[int] = part.get_shape()
            return prod(shape) * WIDTHS[part.get_dtype()]

    @cached_property
    def _files(self) -> dict[str, Path]:
        from safetensors import SafetensorError, safe_open

        found: dict[str, Path] = {}
        for path in sorted(Path(self.location).glob("*.safetensors")):
            try:
                with safe_open(path, framework="pt") as file:
                    found |= dict.fromkeys(file.keys(), path)
            except SafetensorError as error:
                raise Refused(f"{path}: expected a safetensors file: {error}") from None
        return found
