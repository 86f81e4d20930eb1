"""A checkpoint's facts at a size that a laptop runs in milliseconds: smaller, not otherwise built.

What makes an architecture is kept as stated: the ratio of query to key-value heads, ties, biases,
activation, epsilon, θ, rope scaling, context. Only layers, widths and vocabulary come down, and a
context that is shorter than what probes run goes up.
"""

from collections.abc import Mapping
from typing import Any

LAYERS = 2
# Wide enough for four rotary pairs, of which llama3's scaling leaves two, bends one and slows
# one: all three of its cases stay in the small model.
HEAD_WIDTH = 8
HEADS = 8
SHARED_HEADS = 2
NARROWEST = 2
# Dynamic scaling divides by the width less two.
NARROWEST_IF_DYNAMIC = 4
COARSE = 4
# No probe looks further; where positions are rows of a table, there must be as many.
FARTHEST = 256
# A prime: no width of a small model equals it, so a vocabulary-sized axis is known by its length.
VOCABULARY = 127


def shrink(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Bring the sizes down and leave every other fact as it is; what is unstated stays unstated."""
    query_heads, kv_heads = _heads(facts)
    stated_width = facts.get("head_width", facts["hidden_size"] // facts["query_heads"])
    # 1 where the heads fill the hidden state exactly, as in GPT-2 and all of LLaMA.
    spare = facts["hidden_size"] / (facts["query_heads"] * stated_width)
    small = {
        "layers": LAYERS,
        "head_width": HEAD_WIDTH,
        "query_heads": query_heads,
        "kv_heads": kv_heads,
        "hidden_size": round(query_heads * HEAD_WIDTH * spare),
        "vocabulary": VOCABULARY,
    }
    # How far a scaling reaches may follow from the context.
    if "rope_scaling" not in facts:
        small["context"] = max(facts.get("context", 0), FARTHEST)
    if "feed_forward_size" in facts:
        small["feed_forward_size"] = _feed_forward(facts, small["hidden_size"])
    return dict(facts) | {word: size for word, size in small.items() if word in facts}


def one_full_head(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Shrink to a single attention head that is as wide as the checkpoint's own."""
    width = facts.get("head_width", facts["hidden_size"] // facts["query_heads"])
    return _heads_alone(facts, query_heads=1, kv_heads=1, head_width=width)


def stated_heads(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Shrink to as many heads as are stated, each as narrow as a rotation allows."""
    query_heads = facts["query_heads"]
    kv_heads = facts.get("kv_heads", query_heads)
    dynamic = (facts.get("rope_scaling") or {}).get("rope_type") == "dynamic"
    width = NARROWEST_IF_DYNAMIC if dynamic else NARROWEST
    return _heads_alone(facts, query_heads=query_heads, kv_heads=kv_heads, head_width=width)


def full_depth(facts: Mapping[str, Any], initializer_range: float) -> dict[str, Any]:
    """Shrink the widths alone, with initial weights so much larger as the matrices are narrower.

    Then each matrix stretches a vector by as much as at the full width.
    """
    small = shrink(facts)
    narrower = small["hidden_size"] / facts["hidden_size"]
    kept = {
        "layers": facts["layers"],
        "initializer_range": initializer_range / narrower**0.5,
        # Here it matters how many times as wide as the hidden state the network is.
        "feed_forward_size": COARSE * round(facts["feed_forward_size"] * narrower / COARSE),
    }
    return small | {word: it for word, it in kept.items() if word in {*facts, "initializer_range"}}


def _heads_alone(facts: Mapping[str, Any], **heads: int) -> dict[str, Any]:
    """A model for a look at its heads alone; its feed-forward network is as small as can be."""
    sizes = heads | {
        "hidden_size": heads["query_heads"] * heads["head_width"],
        "feed_forward_size": COARSE,
    }
    return shrink(facts) | {word: size for word, size in sizes.items() if word in facts}


def _heads(facts: Mapping[str, Any]) -> tuple[int, int]:
    """Keep how many query heads share a key-value head; a ratio of one and one head for all too."""
    query_heads = facts["query_heads"]
    kv_heads = facts.get("kv_heads", query_heads)
    if kv_heads == query_heads:
        return HEADS, HEADS
    kept = min(kv_heads, SHARED_HEADS)
    return kept * query_heads // kv_heads, kept


def _feed_forward(facts: Mapping[str, Any], hidden_size: int) -> int:
    """Wider than the hidden state, so that the two are told apart, and no wider than that takes.

    How many times as wide a checkpoint's own network is, is a matter of its full size.
    """
    return (
        hidden_size if facts["feed_forward_size"] == facts["hidden_size"] else 5 * hidden_size // 4
    )
