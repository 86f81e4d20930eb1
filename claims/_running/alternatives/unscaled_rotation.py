"""The rotation without the scaling that the config states."""

from claims._probes.patches.unscaled import patch
from claims._running.places import scaled_rotations as place

__all__ = ["patch", "place"]
