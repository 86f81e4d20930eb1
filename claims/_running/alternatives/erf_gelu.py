"""GELU by erf in place of GELU by tanh."""

from claims._probes.patches.erf_gelu import patch
from claims._running.places import tanh_gelus as place

__all__ = ["patch", "place"]
