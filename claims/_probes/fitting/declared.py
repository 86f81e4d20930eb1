"""The class that a config declares, at its full size, with nothing allocated."""

import re
from dataclasses import dataclass
from typing import Any

from claims._core.errors import Refused
from claims._probes.fitting.library_words import in_words
from claims._probes.fitting.stated_config import StatedConfig
from claims._probes.models.construction import stack_of_blocks
from claims._probes.models.reference import reference_model

NUMBER = re.compile(r"\.\d+(?=\.|$)")


@dataclass(frozen=True)
class Declared:
    """Its parameters by name and shape, which of them are one, and the names that it stores beside.

    `parameters` is how many numbers training changes.
    """

    module: Any
    blocks: Any
    shapes: dict[str, tuple[int, ...]]
    ties: dict[str, str]
    buffers: frozenset[str]
    parameters: int

    def kinds(self) -> tuple[str, ...]:
        """For each block what sets it apart: its modules' classes and their switches."""
        return kinds_of(self.blocks)

    @property
    def embedding(self) -> str:
        """The name of the table that reads tokens in."""
        return self._name_of(self.module.get_input_embeddings())

    @property
    def head(self) -> str | None:
        """The name of the matrix that scores them, if the class names one."""
        head = self.module.get_output_embeddings()
        return None if head is None else self._name_of(head)

    def _name_of(self, module: Any) -> str:
        path = next(path for path, it in self.module.named_modules() if it is module)
        return f"{path}.weight"


def declared(stated: StatedConfig) -> Declared:
    """Build the class on the meta device; raises Refused where the library can't."""
    import torch

    try:
        with torch.device("meta"):
            module = reference_model(stated.config)
        blocks = _blocks(module)
    except Refused:
        raise
    # The library's refusals have no class in common.
    except Exception as error:
        words = f"expected sizes that a {stated.model_type} can be built with"
        raise Refused(f"config.json: {words}, measured {in_words(error)}") from error
    shapes: dict[str, tuple[int, ...]] = {}
    ties: dict[str, str] = {}
    first: dict[int, str] = {}
    for name, parameter in module.named_parameters(remove_duplicate=False):
        shapes[name] = tuple(parameter.shape)
        if id(parameter) in first:
            ties[name] = first[id(parameter)]
        first.setdefault(id(parameter), name)
    return Declared(
        module=module,
        blocks=blocks,
        shapes=shapes,
        ties=ties,
        buffers=frozenset(module.state_dict()) - set(shapes),
        parameters=sum(it.numel() for it in module.parameters()),
    )


def _blocks(module: Any) -> Any:
    """The stack of blocks; LongCat's are half as many as the layers that it states."""
    try:
        return stack_of_blocks(module)
    except LookupError as none:
        words = "expected as many blocks in a list as layers are stated"
        raise Refused(f"config.json: {words}, measured {none.args[0]}") from none


def kinds_of(blocks: Any) -> tuple[str, ...]:
    """For each block what sets it apart."""
    return tuple(_kind(it) for it in blocks)


def _kind(block: Any) -> str:
    """The classes of a block's modules, with every switch and word that they hold."""
    # Of a numbered list each kind once: Zamba-2 has an adapter for each layer that attends.
    held = {
        str((NUMBER.sub(".", path), type(it).__name__, *_switches(it)))
        for path, it in block.named_modules()
    }
    return str(sorted(held))


def _switches(module: Any) -> list[tuple[str, Any]]:
    own = sorted(vars(module).items())
    said = [(key, it) for key, it in own if isinstance(it, bool | str) and not key.startswith("_")]
    return [it for it in said if it[0] != "training"]
