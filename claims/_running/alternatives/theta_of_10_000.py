"""A base of 10,000: where the config states another."""

from typing import Any

from claims._running.alternatives._turned import turned
from claims._running.places import rotations_of_another_base as place

__all__ = ["patch", "place"]


def patch(module: Any) -> Any:
    """Turn as that base would."""
    return turned(module, 10_000.0 / module.config.rope_parameters["rope_theta"])
