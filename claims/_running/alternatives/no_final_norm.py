"""No norm between the last block and the head."""

from claims._probes.patches.identity import patch
from claims._running.places import last_norm as place

__all__ = ["patch", "place"]
