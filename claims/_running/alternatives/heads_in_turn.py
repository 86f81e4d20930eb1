"""Key-value heads shared in turn: not by neighbouring query heads."""

from claims._probes.patches.heads_in_turn import patch
from claims._running.places import grouped_attentions as place

__all__ = ["patch", "place"]
