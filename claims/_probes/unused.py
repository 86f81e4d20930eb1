"""What a pass over one text leaves idle: modules with parameters that never run."""

from dataclasses import dataclass
from typing import Any

from claims._probes.models.model import Model
from claims._probes.watching.anatomy import anatomy


@dataclass(frozen=True)
class Unused:
    """In how many blocks something is idle, and what, by its path in the block."""

    blocks: int
    paths: tuple[str, ...]


def measure(model: Model) -> Unused:
    """Compare the parts of each block that have parameters with those that ran."""
    idle = [_idle(block) for block in anatomy(model).blocks]
    return Unused(sum(map(bool, idle)), tuple(dict.fromkeys(it for paths in idle for it in paths)))


def _idle(block: Any) -> list[str]:
    ran = {id(leaf.module) for leaf in block.leaves}
    leaves = [it for it in block.module.named_modules() if not list(it[1].children())]
    return [path for path, leaf in leaves if list(leaf.parameters()) and id(leaf) not in ran]
