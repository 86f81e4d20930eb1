"""A feed-forward network without its gate: ones in place of what multiplies."""

from claims._probes.patches.ones import patch
from claims._running.places import gates as place

__all__ = ["patch", "place"]
