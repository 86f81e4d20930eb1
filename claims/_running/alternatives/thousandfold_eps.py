"""Norms with a thousand times the stated epsilon."""

from typing import Any

from claims._running.places import norms as place

__all__ = ["patch", "place"]
BY = 1_000


def patch(norm: Any) -> Any:
    """Change the number where the norm's class keeps it."""
    name = "variance_epsilon" if hasattr(norm, "variance_epsilon") else "eps"
    setattr(norm, name, getattr(norm, name) * BY)
    return norm
