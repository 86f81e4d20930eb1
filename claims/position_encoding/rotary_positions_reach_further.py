"""Whether rotary position embeddings make a model better at long-range dependencies."""

from collections.abc import Mapping
from math import pi
from typing import Any

from claims import Behaviour, CantTell, Shown, llama, undecidable


@undecidable(
    statement="Rotary position embeddings handle long-range dependencies better.",
    because=(
        "How well a model uses distant tokens is a matter of training and benchmarks: the same "
        "model trained with each encoding and tested on long inputs would decide it. What a "
        "checkpoint can show is how slowly its pairs turn."
    ),
    about=llama,
    finding=(
        "Nothing in a checkpoint decides this. Measured is that the slowest pair turns once in "
        "{slowest_turn:range} tokens, in contexts of {context:range}."
    ),
    sources=["rope-paper", "position-interpolation-paper", "llama-3-paper"],
)
def rotary_positions_reach_further(model: Behaviour) -> Shown:
    """Show after how many tokens each pair of a head, at its real width, has turned once."""
    if not model.rotation().rotates:
        raise CantTell("its keys don't turn at all")
    angles = model.with_one_full_head().turning_angles()
    # Three digits: more than a plot shows, fewer than the last bits of another processor touch.
    wavelengths = [float(f"{2 * pi / it:.3g}") for it in angles]
    scaling = model.stated("rope_scaling")
    return Shown(
        wavelengths=wavelengths,
        slowest_turn=int(wavelengths[-1]),
        rope_theta=model.fact("rope_theta"),
        rope_scaling=_words(scaling) if scaling else None,
        context=model.fact("context"),
    )


def _words(scaling: Mapping[str, Any]) -> str:
    """The kind of a scaling, and its factor if it states one."""
    factor = scaling.get("factor")
    return f"{scaling['rope_type']}, factor {factor:g}" if factor else str(scaling["rope_type"])
