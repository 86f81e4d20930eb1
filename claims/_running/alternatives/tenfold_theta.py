"""A rotation with ten times the base that the config states."""

from typing import Any

from claims._running.alternatives._turned import turned
from claims._running.places import rotations as place

__all__ = ["patch", "place"]


def patch(module: Any) -> Any:
    """Turn as ten times the base would."""
    return turned(module, 10.0)
