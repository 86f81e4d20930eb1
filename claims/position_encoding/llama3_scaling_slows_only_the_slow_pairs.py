"""Whether the scaling of Llama 3.1 and later slows the slow pairs alone, by its factor."""

from itertools import pairwise
from math import pi

from claims import (
    Behaviour,
    CantTell,
    Inapplicable,
    Observed,
    Running,
    altered,
    claim,
    llama,
    patched,
)

KEPT = 1e-5


@claim(
    statement=(
        "The scaling of Llama 3.1 and later leaves fast rotary pairs alone and slows the slow ones "
        "by its factor."
    ),
    about=llama,
    finding=(
        "The scaling leaves {kept:range} of the pairs of a head alone, slows {slowed:range} by its "
        "factor of {factor}, and {blended:range} by less."
    ),
    controls=[
        patched("llama-3.1-8b", "rotary_emb", "unscaled", expect="failed"),
        patched("llama-3.1-8b", "rotary_emb", "bent_theta", expect="failed"),
        altered(
            "llama-3.1-8b",
            rope_scaling={"rope_type": "linear", "factor": 8.0},
            expect="failed",
        ),
    ],
    origin=["field"],
    sources=["llama-3-paper", "position-interpolation-paper", "transformers:LlamaRotaryEmbedding"],
)
def llama3_scaling_slows_only_the_slow_pairs(model: Behaviour) -> Observed:
    """Hold each pair of a head of real width against what the bare base would give."""
    scaling = model.stated("rope_scaling")
    if not scaling:
        raise Inapplicable("its rotation isn't scaled")
    angles = model.with_one_full_head().turning_angles()
    if not angles:
        raise CantTell("its keys don't turn")
    plain = model.unscaled_frequencies(2 * len(angles))
    slower = [one / other for one, other in zip(plain, angles, strict=True)]
    if not (factor := scaling.get("factor")):
        raise CantTell("its scaling states no factor")
    kept = sum(abs(it - 1) < KEPT for it in slower)
    slowed = sum(abs(it / factor - 1) < KEPT for it in slower)
    rising = all(b > a * (1 - KEPT) for a, b in pairwise(slower))
    in_order = rising and max(slower) <= factor * (1 + KEPT)
    holds = kept > 0 and slowed > 0 and in_order and _turn(angles[kept - 1]) < model.fact("context")
    return Observed(
        holds,
        kept=kept,
        slowed=slowed,
        blended=len(slower) - kept - slowed,
        factor=factor,
        slowed_by=[float(f"{it:.3g}") for it in slower],
    )


def _turn(angle: float) -> float:
    """After how many tokens a pair has turned once."""
    return 2 * pi / angle


@llama3_scaling_slows_only_the_slow_pairs.also
def real_weights(model: Running) -> Observed:
    """Do the real weights fit worse where the scaling is left out?"""
    if not model.stated("rope_scaling"):
        raise Inapplicable("its rotation isn't scaled")
    tried = model.tried("unscaled_rotation")
    return Observed(tried.worse, **tried.values)
