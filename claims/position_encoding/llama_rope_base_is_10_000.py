"""Whether LLaMA's rotary embedding has the base that its paper's code has."""

from claims import (
    Behaviour,
    Observed,
    Running,
    Weights,
    altered,
    checkpoint,
    claim,
    llama,
    patched,
    reads,
)

BASE = 10_000
# Read in float64 off the cached keys: within 2e-7 of the base, where no scaling bends it.
WITHIN = 1e-3


@claim(
    statement="LLaMA's rotary embedding has a base of 10,000.",
    about=llama,
    finding="LLaMA's rotary embedding has a base of {rope_theta:units}.",
    controls=[
        patched("llama-7b", "rotary_emb", "bent_theta", expect="failed"),
        altered("llama-7b", rope_theta=500000.0, expect="failed"),
        altered("llama-3-8b", rope_theta=10000.0, expect="passed"),
        checkpoint("gpt2", expect="failed"),
    ],
    origin=["field"],
    sources=["rope-paper", "llama-paper", "llama-3-paper", "transformers:LlamaRotaryEmbedding"],
)
def llama_rope_base_is_10_000(model: Behaviour) -> Observed:
    """Measure the angles by which keys turn: which base gives the fastest ones?"""
    turn = model.rotation()
    if not turn.rotates:
        return Observed(False, rope_theta="none, since nothing turns")
    # A scaling leaves the fastest pairs alone: the second one is 1/base^(2/width).
    base = turn.frequencies[1] ** (-turn.width / 2)
    return Observed(abs(base / BASE - 1) < WITHIN, rope_theta=float(f"{base:.3g}"))


@llama_rope_base_is_10_000.also
@reads(r"model\.layers\.0\.self_attn\.rotary_emb\.inv_freq")
def stored_frequencies(weights: Weights) -> Observed:
    """Older files store the frequencies: the base is the slope of their logarithms."""
    import numpy

    stored = weights.only()
    pairs = numpy.arange(len(stored))
    base = float(numpy.exp(-numpy.polyfit(pairs, numpy.log(stored), 1)[0] * len(stored)))
    return Observed(abs(base / BASE - 1) < WITHIN, rope_theta=float(f"{base:.3g}"))


@llama_rope_base_is_10_000.also
def real_weights(model: Running) -> Observed:
    """Do the real weights fit this base better than the stated one, or than ten times as much?"""
    if model.fact("rope_theta") == BASE:
        tried = model.tried("tenfold_theta")
        return Observed(tried.worse, **tried.values)
    tried = model.tried("theta_of_10_000")
    return Observed(tried.better, **tried.values)
