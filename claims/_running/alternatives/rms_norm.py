"""RMSNorms in place of the LayerNorms: no mean taken away, no bias added."""

from claims._probes.patches.rms_norm import patch
from claims._running.places import layer_norms as place

__all__ = ["patch", "place"]
