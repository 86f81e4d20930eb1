"""The checkpoints of which a list of tensors is published here, with names for all of them."""

from collections.abc import Iterable

from claims._core.unit import Unit

LISTED = (
    "gpt2",
    "llama-7b",
    "llama-2-7b",
    "llama-2-13b",
    "llama-2-70b",
    "llama-3-8b",
    "llama-3.1-8b",
    "llama-3.1-70b",
    "llama-3.2-3b",
)


def listed(units: Iterable[Unit]) -> list[Unit]:
    """Those of some units that have one."""
    return [it for it in units if it.name in LISTED]
