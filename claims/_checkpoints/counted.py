"""What a checkpoint's weights hold, as its reference class accounted for all that is published."""

from collections.abc import Iterable, Sequence
from functools import cached_property
from math import prod

from claims._checkpoints.editing import edit_tensors, named
from claims._checkpoints.inventory import WIDTHS, Tensor
from claims._checkpoints.published_names import buffer_shape, in_reference
from claims._checkpoints.reconciliation import Reconciliation
from claims._checkpoints.record import Record
from claims._checkpoints.repeated_names import expand
from claims._core.control import EditedInventory
from claims._core.observed import Untested

# What a safetensors header spends on one tensor: 118 on average over the published shards of
# Llama 3.1 8B (33,848 bytes of header for 291 tensors).
BYTES_A_TENSOR = 118
Shape = tuple[int, ...]


class Counted:
    """The tensors of a reference class that met what is published, as a control edits them.

    Raises Untested where what is published doesn't settle them.
    """

    def __init__(self, record: Record, edit: EditedInventory) -> None:
        self.made = _met(record)
        self.facts, self.edit = record.values, edit

    @cached_property
    def shapes(self) -> dict[str, Shape]:
        """Every parameter's shape by its name, a tied one under both of its names."""
        added = {name: self._added(name) for name in self.edit.extra if not self._is_buffer(name)}
        return {it.name: it.shape or () for it in self._edited(self.made.tensors)} | added

    @cached_property
    def buffers(self) -> list[Tensor]:
        """What is stored and is no parameter, under its published name."""
        added = [
            Tensor(name, "F32", self._buffer_shape(name))
            for name in self.edit.extra
            if self._is_buffer(name)
        ]
        return self._edited([*_buffers(self.made), *added])

    @property
    def parameters(self) -> int:
        """The number of parameters, tied ones counted once."""
        ties = dict(tie.split(" = ") for tie in self.made.ties)
        once = (shape for name, shape in self.shapes.items() if ties.get(name) not in self.shapes)
        return sum(map(prod, once))

    @property
    def stored_elements(self) -> int:
        """Every number that the weights hold."""
        stored, recorded = _known(self.made.stored_elements), _elements(_buffers(self.made))
        return stored + self._more_parameters + _elements(self.buffers) - recorded

    @property
    def stored_bytes(self) -> int:
        """Every byte of the weights' data."""
        stored, recorded = _known(self.made.stored_bytes), _buffers(self.made)
        own = _known(self.made.stored_elements) - _elements(recorded)
        width = (stored - _bytes(recorded)) // own
        return stored + width * self._more_parameters + _bytes(self.buffers) - _bytes(recorded)

    @property
    def _more_parameters(self) -> int:
        return self.parameters - self.made.parameters

    def _edited(self, tensors: Sequence[Tensor]) -> list[Tensor]:
        return edit_tensors(tensors, self.edit, self.facts["architecture"])

    def _added(self, name: str) -> Shape:
        architecture = self.facts["architecture"]
        for pattern, shape in self.edit.reshaped.items():
            if named(pattern, architecture)(name):
                return shape
        raise Untested(f"the shape of {name}, which the control adds, is stated nowhere")

    def _buffer_shape(self, name: str) -> Shape | None:
        ours = in_reference(Tensor(name), "hub", self.facts["architecture"])
        return buffer_shape(ours.name, self.facts)

    def _is_buffer(self, name: str) -> bool:
        return self._buffer_shape(name) is not None


def _met(record: Record) -> Reconciliation:
    made = record.reconciliation
    if made is None:
        record.require_understood()
    if made is None or made.kind not in ("exact", "size"):
        raise Untested(
            f"what is published here of {record.id}'s weights doesn't settle their shapes; the "
            "headers of its safetensors files do: `--source FOLDER`",
            cost_bytes=header_cost(record),
        )
    return made


def _known(stored: int | None) -> int:
    if stored is None:
        raise Untested("only the size of a file without what else is stored is published here")
    return stored


def _buffers(made: Reconciliation) -> list[Tensor]:
    """Each stored buffer with as many elements as were met; their own shapes aren't recorded."""
    return [
        Tensor(name, it.dtype, (it.bytes // WIDTHS[it.dtype] // it.count,))
        for it in made.buffers
        for name in expand(it.names.split(", "))
    ]


def _elements(tensors: Iterable[Tensor]) -> int:
    return sum(it.elements for it in tensors)


def _bytes(tensors: Iterable[Tensor]) -> int:
    return sum(it.elements * WIDTHS[str(it.dtype)] for it in tensors)


def header_cost(record: Record) -> int:
    """Estimate the bytes of a checkpoint's safetensors headers from its class's own tensors."""
    made = record.reconciliation
    return BYTES_A_TENSOR * (len(made.tensors) if made else 0)
