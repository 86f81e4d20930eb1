"""What one published file gives."""

from typing import Any

from attrs import field, frozen

from claims._checkpoints.inventory import Inventory
from claims._checkpoints.published_file import Pin
from claims._checkpoints.unread import Unread


@frozen
class Reading:
    """Facts by our words, facts that follow from them by a rule, an inventory, and pins.

    `unread` are the keys that change the model in a way that no word of ours describes.
    """

    facts: dict[str, Any] = field(factory=dict)
    derived: dict[str, tuple[Any, str]] = field(factory=dict)
    inventory: Inventory | None = None
    pins: tuple[Pin, ...] = ()
    unread: tuple[Unread, ...] = ()
