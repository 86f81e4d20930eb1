"""A ReLU in place of the activation."""

from claims._probes.patches.relu import patch
from claims._running.places import activations as place

__all__ = ["patch", "place"]
