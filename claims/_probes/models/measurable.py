"""Which models can be measured here: what is built small keeps some sizes as they are stated."""

from collections.abc import Mapping
from typing import Any

from claims._checkpoints.record import Record
from claims._core.errors import Refused
from claims._probes.models.shrink import full_depth, one_full_head, shrink, stated_heads

# Numbers that the largest model built may hold, 1.6 GB of them; of all that is published here the
# largest is that of 405 billion parameters at its full depth, with a quarter of it.
MOST_ELEMENTS = 400_000_000
# The deepest published have 126; each takes time, however narrow it is.
MOST_LAYERS = 1_000


def refuse_unmeasurable(record: Record) -> None:
    """Refuse facts of which even the small models would need more memory than a laptop has."""
    facts = record.values
    if facts["layers"] > MOST_LAYERS:
        words = f"expected at most {MOST_LAYERS:,} layers to measure, measured {facts['layers']:,}"
        raise Refused(f"{record.id}: {words}")
    if not shrink(facts)["hidden_size"]:
        words = (
            f"expected a hidden size nearer to that of its heads together, measured {_sizes(facts)}"
        )
        raise Refused(f"{record.id}: {words}")
    small = [shrink(facts), one_full_head(facts), stated_heads(facts)]
    small += [full_depth(facts, 0.02)] if "feed_forward_size" in facts else []
    largest = max(map(elements, small))
    if largest > MOST_ELEMENTS:
        words = f"made small, {_sizes(facts)} still need a model of {largest:,} numbers"
        raise Refused(f"{record.id}: expected at most {MOST_ELEMENTS:,}, measured: {words}")


def _sizes(facts: Mapping[str, Any]) -> str:
    kept = ("layers", "query_heads", "kv_heads", "head_width", "hidden_size", "context")
    return ", ".join(f"{word} {facts[word]:,}" for word in kept if word in facts)


def elements(facts: Mapping[str, Any]) -> int:
    """Numbers that a model of these facts holds, roughly; a GPT-2 has masks, a byte an element."""
    width, layers, heads = facts["hidden_size"], facts["layers"], facts["query_heads"]
    matrices = 4 * heads * facts.get("head_width", width // heads)
    matrices += 3 * facts.get("feed_forward_size", 4 * width)
    if facts["architecture"] != "GPT2LMHeadModel":
        return int(width * (layers * matrices + 2 * facts["vocabulary"]))
    rows = facts.get("context", 0)
    return int(width * (layers * matrices + facts["vocabulary"] + rows) + layers * rows**2 / 4)
