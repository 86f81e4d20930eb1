"""Whether every matrix of GPT-2's blocks has a bias, and every norm."""

import re
from math import inf, pi
from typing import Any

from claims import (
    Behaviour,
    Observed,
    Tensors,
    Weights,
    checkpoint,
    claim,
    edited,
    gpt2,
    patched,
    reads,
)

# Of as many draws as GPT-2 has biases the spreads differ by a sixth; minutes of training of a small
# model make it ten times.
APART = 2
# The deviation that matrices are drawn with, and how far, in squares of standard errors, a draw is.
AT_FIRST = 0.02
NO_FURTHER = 10


@claim(
    statement="GPT-2 has a bias in every norm and in every matrix of its blocks.",
    about=gpt2,
    finding="GPT-2 has biases {biases} in its blocks; its head has {head_bias}.",
    controls=[
        patched("gpt2", "mlp.c_fc", "no_bias", expect="failed"),
        patched("gpt2", "ln_2", "rms_norm", expect="failed"),
        checkpoint("llama-7b", expect="failed"),
        edited("gpt2", without=[r"h\.7\.mlp\.c_fc\.bias"], expect="failed"),
        edited("gpt2", without=[r"ln_f\.bias"], expect="failed"),
    ],
    origin=["field"],
    sources=["gpt2-report", "transformers:GPT2Block"],
)
def gpt2_has_biases_everywhere(model: Behaviour) -> Observed:
    """Does something come out of every matrix that is given zeros, of every norm turned round?"""
    found = model.biases()
    every = found.biased_matrices == found.matrices and found.biased_norms == found.norms
    head = "one too" if found.head_biased else "none"
    return Observed(every, biases=found.words, head_bias=head)


@gpt2_has_biases_everywhere.also
def stored_biases(inventory: Tensors) -> Observed:
    """Each weight of a block or norm has a bias stored beside it; a mask, called bias, is none."""
    weights = inventory.named(r"(h\.\d+\..*|ln_f)\.weight")
    names = set(inventory.names)
    alone = [it for it in weights if re.sub(r"weight$", "bias", it) not in names]
    return Observed(bool(weights) and not alone, weights_without_bias=alone)


@gpt2_has_biases_everywhere.also
@reads(r"(h\.\d+\.(ln_\d|attn\.c_\w+|mlp\.c_\w+)|ln_f)\.bias")
def stored_values(weights: Weights) -> Observed:
    """Biases begin as zeros: has each left that, for no noise, and each by a spread of its own?"""
    spreads, noise = {}, []
    for name, values in weights.tensors():
        spreads[name] = _spread(values)
        if _is_drawn(values):
            noise.append(name)
    idle = [name for name, it in spreads.items() if not 0 < it < inf]
    apart = 0.0 if idle else max(spreads.values()) / min(spreads.values())
    return Observed(
        apart > APART and not noise,
        biases_not_in_use=len(idle),
        as_noise=len(noise),
        such_as=[*idle, *noise][:3],
        times_the_least_spread=float(f"{apart:.2g}"),
    )


def _spread(biases: Any) -> float:
    return float(biases.std()) if biases.min() < biases.max() else 0.0


def _is_drawn(biases: Any) -> bool:
    """Whether mean, spread and shape are those of a normal draw such as matrices begin with.

    Of such draws, two in a hundred are further from them; of a small model's biases that were
    trained for minutes, the nearest is at 13.
    """
    count, spread = biases.size, _spread(biases)
    if not 0 < spread < inf:
        return False
    shift = biases.mean() / spread * count**0.5
    wider = (spread / AT_FIRST - 1) * (2 * count) ** 0.5
    # Of a normal draw the mean distance is sqrt(2 / pi) deviations, off by .21 / sqrt(count).
    flatter = (abs(biases - biases.mean()).mean() / spread - (2 / pi) ** 0.5) / 0.2123 * count**0.5
    return bool(shift**2 + wider**2 + flatter**2 < NO_FURTHER)
