"""No mask: every token sees the later ones too."""

from claims._probes.patches.no_mask import patch
from claims._running.places import attentions as place

__all__ = ["patch", "place"]
