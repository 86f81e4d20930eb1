"""Whether each norm of both families has a gain for each coordinate, and uses it."""

from typing import Any

from claims import CantTell, Observed, Tensors, Weights, claim, edited, gpt2, llama, reads

GAINS = r"(.*\.)?(ln_\w+|\w*norm)\.weight"
# A gain that was never trained is 1 exactly, in any precision.
MOVED = 0.01


@claim(
    statement="Each norm scales by gains of its own, one for each coordinate.",
    about=[*gpt2, *llama],
    finding="{norms:units}: each stores gains of its own.",
    controls=[
        edited("gpt2", without=[r"h\.3\.ln_2\.weight"], expect="failed"),
        edited("llama-2-7b", without=[r"model\.norm\.weight"], expect="failed"),
        edited("llama-3-8b", extra=["model.layers.0.self_attn.q_norm.weight"], expect="failed"),
    ],
    origin=["field"],
    sources=["layernorm-paper", "rmsnorm-paper", "transformers:LlamaRMSNorm"],
)
def each_norm_scales_by_gains_of_its_own(inventory: Tensors) -> Observed:
    """Two norms a layer and one before the head: are the gains of each stored?"""
    stored, norms = len(inventory.named(GAINS)), 2 * inventory.fact("layers") + 1
    return Observed(stored == norms, norms=f"{norms} norms")


@each_norm_scales_by_gains_of_its_own.also
@reads(GAINS)
def stored_values(weights: Weights) -> Observed:
    """Gains of 1 scale nothing: has training moved those of every norm, each by its own way?"""
    untrained = [name for name, values in weights.tensors() if not _trained(name, values)]
    return Observed(not untrained, norms_untrained=len(untrained), such_as=untrained[:3])


def _trained(name: str, gains: Any) -> bool:
    """Whether gains have left 1, which all begin at, but not for one number or for noise.

    Training makes some very small, and turns few round: of noise about 0 half are below it.
    """
    import numpy

    if not numpy.isfinite(gains).all():
        raise CantTell(f"{name}: expected numbers, measured what is none")
    moved = abs(gains - 1).max() >= MOVED and gains.min() < gains.max()
    # Signs of noise deviate by half the root of their number: 5 such deviations are no chance.
    more = numpy.count_nonzero(gains > 0) - gains.size / 2
    return bool(moved and more > 5 * gains.size**0.5 / 2)
