"""Larger matrices before a model's activations, so that more enters these."""

from dataclasses import replace
from typing import Any

from claims._probes.models.model import Model
from claims._probes.watching.replay import Replay

TIMES = 30


def enlarged(model: Model, found: tuple[Replay, ...], doublings: int | None = None) -> Model:
    """The same model with what enters its activations 30 times as large, or doubled so often."""
    names = {id(it): name for name, it in model.module.named_modules()}
    paths = [f"{names[id(model.blocks[it.number])]}.{(it.gate or it.into).path}" for it in found]
    patch, often = (_thirtyfold, 1) if doublings is None else (_doubled, doublings)
    more = tuple((path, patch) for path in paths for _ in range(often))
    return Model(replace(model.recipe, patches=(*model.recipe.patches, *more)))


def _thirtyfold(module: Any) -> Any:
    return _multiplied(module, TIMES)


def _doubled(module: Any) -> Any:
    return _multiplied(module, 2)


def _multiplied(module: Any, times: int) -> Any:
    for parameter in module.parameters():
        parameter.data.mul_(times)
    return module
