"""A second structure over the same numbers, to be changed while the first stays as it is."""

from copy import deepcopy
from typing import Any


def sharing(module: Any) -> Any:
    """Copy a module's structure and share its tensors and config, which takes next to no memory."""
    kept = [*module.parameters(), *module.buffers()]
    kept += [vars(it)["config"] for it in module.modules() if "config" in vars(it)]
    return deepcopy(module, {id(it): it for it in kept})


def let_go(module: Any) -> None:
    """Let a copy go of the tensors: what refers to itself would hold them until it is swept up."""
    for each in module.modules():
        each._parameters.clear()
        each._buffers.clear()
