"""Changing every norm below a module, or the module itself if it is one."""

from collections.abc import Callable
from typing import Any


def each_norm(module: Any, change: Callable[[Any], Any]) -> Any:
    """Put `change(norm)` in place of whatever has one vector as its weight and no children."""
    if _is_norm(module):
        return change(module)
    for name, child in list(module.named_children()):
        setattr(module, name, each_norm(child, change))
    return module


def _is_norm(module: Any) -> bool:
    weight = getattr(module, "weight", None)
    return weight is not None and weight.dim() == 1
