"""The subject of a check on the real weights: single tensors, read by name from a local folder."""

from math import prod
from pathlib import Path
from typing import Any

from claims._checkpoints.facts import Facts, origins
from claims._checkpoints.record import Record
from claims._core.control import Change
from claims._core.observed import CantTell, Untested
from claims._core.unit import Unit
from claims._core.words import Evidence

BYTES_AN_ELEMENT = 4  # what the cost is stated for; GPT-2 is published in 32 bits


class Weights(Facts):
    """The stored values of one checkpoint, as far as a folder with its safetensors is at hand."""

    evidence = Evidence.WEIGHTS

    def __init__(self, name: str, record: Record, folder: Path | None) -> None:
        super().__init__(name, record.values, origins(record))
        self.folder = folder

    @classmethod
    def of(cls, unit: Unit, source: Any, change: Change) -> "Weights":
        """Look for the unit's weights in a source; a control changes nothing about them."""
        return cls(unit.name, source.record(unit.name), source.weights(unit.name))

    def tensor(self, suffix: str, shape: tuple[int, ...]) -> Any:
        """Read one tensor, a NumPy array of the given shape, by the end of its name.

        Raises Untested, with the cost in bytes, if the weights aren't at hand; CantTell if no
        tensor or more than one fits.
        """
        if self.folder is None:
            raise Untested(
                f"the real {suffix} was not read; its safetensors files have it: "
                "`--evidence weights --source FOLDER`",
                cost_bytes=prod(shape) * BYTES_AN_ELEMENT,
            )
        found = [
            it for path in sorted(self.folder.glob("*.safetensors")) for it in _ends(path, suffix)
        ]
        if len(found) != 1 or found[0].shape != shape:
            shapes = [list(array.shape) for array in found]
            raise CantTell(f"expected one {suffix} of shape {list(shape)}, found {shapes}")
        return found[0]


def _ends(path: Path, suffix: str) -> list[Any]:
    """The tensors of one file whose name ends so; no other byte of the data is read."""
    from safetensors import safe_open

    with safe_open(path, framework="np") as file:
        names = [it for it in file.keys() if it == suffix or it.endswith("." + suffix)]  # noqa: SIM118
        return [file.get_tensor(name) for name in names]
