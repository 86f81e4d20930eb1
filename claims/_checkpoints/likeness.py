"""Whether the files of some model can be a checkpoint's: of one class, and of the same sizes."""

from collections.abc import Mapping
from typing import Any

SIZES = (
    "architecture",
    "layers",
    "hidden_size",
    "feed_forward_size",
    "query_heads",
    "kv_heads",
    "head_width",
    "vocabulary",
    "context",
)


def unlike(found: Mapping[str, Any], known: Mapping[str, Any]) -> str:
    """Say the first that differs of what both state; nothing where it may be that checkpoint."""
    both = (it for it in SIZES if it in found and it in known)
    return next((_differ(it, found[it], known[it]) for it in both if found[it] != known[it]), "")


def _differ(word: str, found: Any, known: Any) -> str:
    return f"{word.replace('_', ' ')}: expected {known}, measured {found}"
