"""Norms moved behind the sublayers, what came in added first."""

from claims._probes.patches.post_norm import patch
from claims._running.places import whole_blocks as place

__all__ = ["patch", "place"]
