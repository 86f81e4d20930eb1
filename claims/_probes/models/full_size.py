"""The reference class at its full size, built anew on the meta device, where nothing is stored."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from claims._checkpoints.inventory import Tensor
from claims._core.observed import CantTell
from claims._probes.models.patching import apply
from claims._probes.models.recipe import PatchAt, Recipe
from claims._probes.models.reference import reference_model

# Of a stack of equal layers two are enough: the first is counted, the second must be like it.
BUILT = 2
LAYER = re.compile(r"(?<=\.)\d+(?=\.)")
Shapes = Mapping[str, tuple[int, ...]]


@dataclass(frozen=True)
class FullSize:
    """Shapes by name, the first layer's standing for all, and what they add up to.

    `parameters` has tied ones once; `multiplied` leaves out what is only looked up in a table.
    """

    shapes: Shapes
    parameters: int
    multiplied: int


@lru_cache(maxsize=256)
def full_size(recipe: Recipe, layers: int, patches: tuple[PatchAt, ...]) -> FullSize:
    """Build two layers at the widths of a recipe, and count them as often as there are layers."""
    import torch

    with torch.device("meta"):
        module = reference_model(recipe.config())
        for path, patch in patches:
            module = apply(module, path, patch)
    named = list(module.named_parameters(remove_duplicate=False))
    shapes = {name: tuple(it.shape) for name, it in named}
    first = {name: shape for name, shape in shapes.items() if _layer(name) in ("", "0")}
    for name, shape in shapes.items():
        if first.get(LAYER.sub("0", name, count=1)) != shape:
            raise CantTell("the layers of the class differ", tensor=name)
    sizes = {
        id(it): it.numel() * (layers if _layer(name) else 1) for name, it in named if name in first
    }
    return FullSize(first, sum(sizes.values()), _multiplied(module, named, sizes))


def _multiplied(module: Any, named: Iterable[tuple[str, Any]], sizes: Mapping[int, int]) -> int:
    """The elements of matrices; a table is one of them only if the head is tied to it."""
    import torch

    tables = {id(it.weight) for it in module.modules() if isinstance(it, torch.nn.Embedding)}
    tables -= {id(module.get_output_embeddings().weight)}
    matrices = {id(it) for _, it in named if it.dim() > 1} - tables
    return sum(size for it, size in sizes.items() if it in matrices)


def recorded_shapes(tensors: Iterable[Tensor]) -> Shapes:
    """What a record says of the class's tensors, the first layer's standing for all."""
    first = (it for it in tensors if _layer(it.name) in ("", "0"))
    return {it.name: tuple(it.shape or ()) for it in first}


def _layer(name: str) -> str:
    found = LAYER.search(name)
    return found.group() if found else ""
