"""What is stored, under the names that the declared class has for it."""

from claims._checkpoints.inventory import Inventory, Tensor
from claims._probes.fitting.declared import Declared


def by_name(declared: Declared, inventory: Inventory) -> dict[str, Tensor]:
    """The stored tensors; some are stored without the first part of their names, as GPT-2's."""
    prefix = f"{declared.module.base_model_prefix}."
    known = declared.shapes
    return {
        (it.name if it.name in known or prefix + it.name not in known else prefix + it.name): it
        for it in inventory.tensors
    }
