"""A model as its files alone show it: what the config states, and what is stored beside it."""

import re
from functools import cached_property

from attrs import frozen

from claims._checkpoints.inventory import Tensor
from claims._inspection.survey.written import WrittenConfig
from claims._inspection.target import Target

# The first number of a name is its layer's; what stands before it tells one stack from another.
LAYER = re.compile(r"(.*?)(?<![^./])h?(\d+)[./]")
Shape = tuple[int, int]


@frozen(slots=False)
class Model:
    """A target and its config as it is written."""

    target: Target

    @cached_property
    def stated(self) -> WrittenConfig:
        """What the config states."""
        return WrittenConfig(self.target.config)

    @cached_property
    def sized(self) -> tuple[Tensor, ...]:
        """The stored tensors, if their shapes are published."""
        inventory = self.target.inventory
        return inventory.tensors if inventory is not None and inventory.has_shapes else ()

    @cached_property
    def stacks(self) -> dict[str, set[int]]:
        """The numbers of the layers of each stack that is stored."""
        found: dict[str, set[int]] = {}
        for it in self.target.inventory.tensors if self.target.inventory else ():
            if layer := LAYER.match(it.name):
                found.setdefault(layer[1], set()).add(int(layer[2]))
        return found

    def table(self, shape: Shape) -> str | None:
        """The name of a matrix of this shape that is stored outside all layers."""
        found = (it.name for it in self.sized if it.shape == shape and not LAYER.match(it.name))
        return next(found, None)

    def in_layers(self, count: int, *shapes: Shape) -> bool:
        """Whether each of so many layers stores a matrix of one of these shapes."""
        held = {
            int(layer[2])
            for it in self.sized
            if it.shape in shapes and (layer := LAYER.match(it.name))
        }
        return len(held) >= count and held >= set(range(count))
