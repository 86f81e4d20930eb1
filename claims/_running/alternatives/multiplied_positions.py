"""Positions that stretch the embeddings: multiplied, not added."""

from claims._probes.patches.multiplied import patch
from claims._running.places import both_tables as place

__all__ = ["patch", "place"]
