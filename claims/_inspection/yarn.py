"""How fast YaRN lets each pair turn, by its paper (Peng et al. 2023); no model is asked."""

import math
from collections.abc import Mapping
from typing import Any

# How often a pair turns within the original context, to be kept as it is or slowed in full.
OFTEN, SELDOM = 32, 1


def yarn_frequencies(
    plain: tuple[float, ...], theta: float, table: Mapping[str, Any], width: int
) -> tuple[float, ...]:
    """Slow down the pairs that turn seldom, leave those that turn often, and blend between.

    Raises KeyError where the table lacks a number that this needs.
    """
    original, factor = table["original_max_position_embeddings"], table["factor"]
    often, seldom = table.get("beta_fast") or OFTEN, table.get("beta_slow") or SELDOM

    def pair(turns: float) -> float:
        return width * math.log(original / (turns * 2 * math.pi)) / (2 * math.log(theta))

    low, high = pair(often), pair(seldom)
    if table.get("truncate", True):
        low, high = math.floor(low), math.ceil(high)
    low, high = max(low, 0), min(high, width - 1)
    # Where both are one pair, all that come behind it are slowed in full.
    across = (high - low) or 0.001
    slowed = [min(1.0, max(0.0, (at - low) / across)) for at in range(len(plain))]
    return tuple(it * (1 - by + by / factor) for it, by in zip(plain, slowed, strict=True))
