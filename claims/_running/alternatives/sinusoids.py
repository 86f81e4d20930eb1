"""Sinusoids, as large as the learned table is, in its place."""

from typing import Any

from claims._probes.models.copying import copied
from claims._probes.patches import sinusoids
from claims._running.places import position_tables as place

__all__ = ["patch", "place"]


def patch(module: Any) -> Any:
    """Fill a copy of the table; the numbers themselves are shared with the model as published."""
    made = sinusoids.patch(copied(module))
    made.weight.mul_(module.weight.detach().std() / made.weight.std())
    return made
