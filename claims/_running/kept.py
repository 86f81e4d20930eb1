"""What flows between two layers, kept in a temporary file: memory is for the layer."""

from os import SEEK_END
from tempfile import gettempdir
from typing import IO, TYPE_CHECKING

from claims._core.errors import Refused

if TYPE_CHECKING:
    import torch


class Kept:
    """Tensors by number, each written over where it stood; others may be in the same file."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._places: list[tuple[int, torch.Size]] = []

    def append(self, tensor: "torch.Tensor") -> None:
        """Write one more."""
        self._places.append((self._file.seek(0, SEEK_END), tensor.shape))
        self[len(self._places) - 1] = tensor

    def __setitem__(self, number: int, tensor: "torch.Tensor") -> None:
        at, shape = self._places[number]
        if tensor.shape != shape:
            words = f"expected {list(shape)} between all of them, measured {list(tensor.shape)}"
            raise Refused(f"what the layers hand on: {words}")
        try:
            self._file.seek(at)
            self._file.write(tensor.contiguous().numpy().data)
            self._file.flush()
        except OSError as problem:
            words = f"expected room in {gettempdir()} for what flows between the layers"
            way = "TMPDIR may name another folder"
            raise Refused(f"{words}, measured “{problem.strerror}”; {way}") from None

    def __getitem__(self, number: int) -> "torch.Tensor":
        import torch

        at, shape = self._places[number]
        tensor = torch.empty(shape)
        self._file.seek(at)
        self._file.readinto(tensor.numpy())  # type: ignore[attr-defined]
        return tensor
