"""Query heads that read the key-value heads in turn, not by neighbours."""

from claims._probes.patches.heads_in_turn import patch
from claims._running.places import grouped_attentions as place

__all__ = ["patch", "place"]
