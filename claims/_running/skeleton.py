"""A model of which nothing is in memory until it is read: its class on the meta device."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Any

from claims._checkpoints.weights.stored import Stored
from claims._checkpoints.weights.values import FLOATS
from claims._core.errors import Refused
from claims._probes.models.construction import stack_of_blocks
from claims._probes.models.reference import reference_model
from claims._running.passing import Blank, Passing

Slot = tuple[Any, str]


class Skeleton:
    """The class that a config describes, and where each of its tensors is stored.

    Raises Refused, before any is read, where one is lacking or can't be run.
    """

    def __init__(self, config: Any, stored: Stored) -> None:
        import torch
        from transformers.initialization import no_init_weights

        with torch.device("meta"), no_init_weights():
            self.module = reference_model(config).eval()
        self.module.tie_weights()  # which goes with the library's own draw
        self.blocks = list(stack_of_blocks(self.module))
        self.stored = stored
        self._known = set(stored.names())
        self._part_stored_twice()
        self._slots: dict[int, list[Slot]] = defaultdict(list)
        self._names: dict[int, list[str]] = defaultdict(list)
        for path, module in self.module.named_modules():
            for leaf, parameter in module._parameters.items():
                if parameter is not None:
                    self._slots[id(parameter)].append((module, leaf))
                    self._names[id(parameter)].append(f"{path}.{leaf}".removeprefix("."))
        for parameter in self.module.parameters():
            self._name(parameter)

    def _part_stored_twice(self) -> None:
        """Untie what is stored under both of its names.

        The library does so where the two differ, whatever the config says; where they are alike, it
        computes the same.
        """
        import torch

        first: dict[int, str] = {}
        for name, parameter in self.module.named_parameters(remove_duplicate=False):
            other = first.setdefault(id(parameter), name)
            if other != name and self._stored_as([name]) and self._stored_as([other]):
                path, _, leaf = name.rpartition(".")
                apart = torch.nn.Parameter(torch.empty_like(parameter), requires_grad=False)
                self.module.get_submodule(path)._parameters[leaf] = apart

    @contextmanager
    def around(self) -> Iterator[Any]:
        """The model with something that passes on in place of each block."""
        stack = stack_of_blocks(self.module)
        for number, block in enumerate(self.blocks):
            stack[number] = Passing(block)
        try:
            yield self.module
        finally:
            for number, block in enumerate(self.blocks):
                stack[number] = block

    @contextmanager
    def filled_before(self) -> Iterator[Any]:
        """Have in memory what text goes through up to the last block.

        That is all around the blocks but the head, unless it has the numbers of the embeddings.
        """
        with self.around() as around, self.filled(around, self._own_head()):
            yield around

    @contextmanager
    def filled_behind(self) -> Iterator[Any]:
        """Have in memory what is needed from the last block on, with nothing for embeddings.

        Where text goes in, something of the right shape does.
        """
        embeddings = self.module.get_input_embeddings()
        with self.around() as around:
            around.set_input_embeddings(Blank(embeddings.embedding_dim))
            try:
                with self.filled(around):
                    yield around
            finally:
                around.set_input_embeddings(embeddings)

    @contextmanager
    def filled(self, part: Any, without: Collection[int] = ()) -> Iterator[None]:
        """Have the numbers of a part in memory, and let go of them afterwards."""
        empty = [it for it in part.parameters() if id(it) not in without]
        _compute_buffers(self.module, part)
        try:
            for parameter in empty:
                self._put(parameter, self._read(parameter))
            yield
        finally:
            for parameter in empty:
                self._put(parameter, parameter)

    def _put(self, parameter: Any, tensor: Any) -> None:
        """Put a tensor wherever one of the class's own stood; tied ones stand in two places."""
        for module, leaf in self._slots[id(parameter)]:
            module._parameters[leaf] = tensor

    def _own_head(self) -> set[int]:
        head, embeddings = self.module.get_output_embeddings(), self.module.get_input_embeddings()
        known = {id(it) for it in embeddings.parameters()}
        return {id(it) for it in head.parameters()} - known if head is not None else set()

    def _read(self, parameter: Any) -> Any:
        import torch

        tensor = torch.from_numpy(self.stored.read(self._name(parameter))).float()
        return torch.nn.Parameter(tensor, requires_grad=False)

    def _name(self, parameter: Any) -> str:
        """The name that a parameter is stored under, with numbers that can be run in its shape."""
        names = self._names[id(parameter)]
        name = self._stored_as(names)
        if name is None:
            raise Refused(f"expected a tensor {names[0]}, found none")
        dtype, shape = self.stored.dtype(name), self.stored.shape(name)
        file = self.stored.file(name)
        if dtype not in FLOATS:
            words = f"expected floating numbers, measured {dtype}"
            raise Refused(f"{file}: {name}: {words}")
        if shape != parameter.shape:
            words = f"expected {list(parameter.shape)}, measured {list(shape)}"
            raise Refused(f"{file}: shape of {name}: {words}")
        return name

    def _stored_as(self, names: list[str]) -> str | None:
        """The name that a tensor is stored under; None where it isn't."""
        return next((it for it in self._published(names) if it in self._known), None)

    def _published(self, names: list[str]) -> Iterator[str]:
        """What a tensor may be stored as: many files leave out the class's own first word."""
        yield from names
        prefix = f"{self.module.base_model_prefix}."
        yield from (it.removeprefix(prefix) for it in names)


def _compute_buffers(whole: Any, part: Any) -> None:
    """Fill what no file stores, such as a rotation's frequencies, as the class itself does.

    That goes before the parameters are read: while they are on the meta device, what the class
    would draw for them draws nothing.
    """
    import torch

    for path, module in part.named_modules():
        absent = {key: it for key, it in module._buffers.items() if it is not None and it.is_meta}
        if not absent:
            continue
        for key, buffer in absent.items():
            unset = torch.zeros(buffer.shape, dtype=buffer.dtype)
            module._buffers[key] = unset.fill_(torch.nan) if unset.is_floating_point() else unset
        whole._init_weights(module)
        for key in absent:
            if not module._buffers[key].is_floating_point() or module._buffers[key].isnan().any():
                kind = type(module).__name__
                raise Refused(f"{kind}: expected a way to compute its {path}.{key}, found none")
