"""What the papers say how fast each pair of a rotary embedding turns; no model is asked."""

import math
from collections.abc import Mapping
from typing import Any

from claims._core.observed import CantTell


def expected_frequencies(
    theta: float, scaling: Mapping[str, Any] | None, width: int
) -> tuple[float, ...]:
    """Give radians a position for each of width/2 pairs: θ^(-2i/width), scaled as the record says.

    Of an odd width the last coordinate turns with one that isn't counted.
    `scaling` is a record's `rope_scaling`. Kinds that no checkpoint of the catalogue states are
    refused: a guess would be worse.
    """
    plain = [theta ** (-2 * pair / width) for pair in range((width + 1) // 2)]
    kind = "default" if scaling is None else scaling.get("rope_type", scaling.get("type"))
    if scaling is None or kind == "default":
        return tuple(plain)
    if kind == "linear":
        return tuple(it / scaling["factor"] for it in plain)
    if kind == "llama3":
        return tuple(_llama3(it, scaling) for it in plain)
    raise CantTell(f"rotary scaling {kind!r} has no formula here")


def _llama3(frequency: float, scaling: Mapping[str, Any]) -> float:
    """Slow down what turns less than once in the original context, blending in at the border.

    How often a pair turns within the original context decides: often, and it stays; seldom, and it
    is slowed by the factor; between, linearly from one to the other.
    """
    turns = scaling["original_max_position_embeddings"] * frequency / (2 * math.pi)
    seldom, often = scaling["low_freq_factor"], scaling["high_freq_factor"]
    slowed_by: float = scaling["factor"]
    kept: float = min(1.0, max(0.0, (turns - seldom) / (often - seldom)))
    return frequency * (kept + (1 - kept) / slowed_by)
