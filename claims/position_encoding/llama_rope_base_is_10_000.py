"""Whether LLaMA's rotary embedding has the base that its paper's code has."""

from typing import Any

from claims import (
    Behaviour,
    CantTell,
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
# Angles meet the formula to 2.4e-7, which is how finely transformers stores them.
SAME_ANGLE = 1e-5


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
    base = turn.theta or _under_scaling(model, turn.frequencies)
    return Observed(abs(base / BASE - 1) < WITHIN, rope_theta=float(f"{base:.3g}"))


def _under_scaling(model: Behaviour, seen: tuple[float, ...]) -> float:
    """The base of pairs that a scaling slows unevenly: it must explain each of them.

    llama3's scaling leaves the two fastest alone, if what it was scaled from is long enough.
    """
    for base in ((seen[0] / seen[1]) ** len(seen), model.fact("rope_theta")):
        pairs = zip(seen, model.scaled_frequencies(base, 2 * len(seen)), strict=True)
        if all(abs(it / said - 1) < SAME_ANGLE for it, said in pairs):
            return float(base)
    raise CantTell("keys turn, but no base explains how fast all of their pairs do")


@llama_rope_base_is_10_000.also
@reads(r"model\.layers\.\d+\.self_attn\.rotary_emb\.inv_freq")
def stored_frequencies(weights: Weights) -> Observed:
    """Older files store the frequencies, layer by layer: are all of them those of this base?"""
    bases, others = set(), []
    for name, stored in weights.tensors():
        bases.add(_base_of(stored))
        if not weights.turns_by(name, stored, BASE):
            others.append(name)
    rope_theta = bases.pop() if len(bases) == 1 else sorted(bases)
    return Observed(
        not others, rope_theta=rope_theta, layers_of_another=len(others), such_as=others[:3]
    )


def _base_of(frequencies: Any) -> float:
    """The base of the fastest pair and the slowest; 0 where they are of none."""
    import numpy

    row = frequencies.ravel()
    if row.size < 2:
        return 0.0
    with numpy.errstate(all="ignore"):
        base = numpy.float64(row[0] / row[-1]) ** (row.size / (row.size - 1))
    return float(f"{base:.3g}") if numpy.isfinite(base) else 0.0


@llama_rope_base_is_10_000.also
def real_weights(model: Running) -> Observed:
    """Do the real weights fit this base better than the stated one, or than ten times as much?"""
    if model.fact("rope_theta") == BASE:
        tried = model.tried("tenfold_theta")
        return Observed(tried.worse, **tried.values)
    tried = model.tried("theta_of_10_000")
    return Observed(tried.better, **tried.values)
