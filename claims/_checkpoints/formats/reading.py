"""What one published file gives."""

from typing import Any

from attrs import field, frozen

from claims._checkpoints.inventory import Inventory
from claims._checkpoints.published_file import Pin


@frozen
class Reading:
    """Facts by our words, facts that follow from them by a rule, an inventory, and pins."""

    facts: dict[str, Any] = field(factory=dict)
    derived: dict[str, tuple[Any, str]] = field(factory=dict)
    inventory: Inventory | None = None
    pins: tuple[Pin, ...] = ()
