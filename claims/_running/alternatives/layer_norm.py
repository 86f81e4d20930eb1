"""LayerNorms in place of the RMSNorms: the mean is taken away as well."""

from claims._probes.patches.layer_norm import patch
from claims._running.places import rms_norms as place

__all__ = ["patch", "place"]
