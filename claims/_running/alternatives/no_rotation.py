"""No rotation: keys and queries stay where they are."""

from claims._probes.patches.no_rotation import patch
from claims._running.places import rotations as place

__all__ = ["patch", "place"]
