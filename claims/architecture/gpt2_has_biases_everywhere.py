"""Whether every matrix and norm of GPT-2's blocks has a bias."""

import re
from math import inf
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


@claim(
    statement="GPT-2 has a bias in every matrix and every norm of its blocks.",
    about=gpt2,
    finding="GPT-2 has biases {biases} in its blocks; its head has {head_bias}.",
    controls=[
        patched("gpt2", "mlp.c_fc", "no_bias", expect="failed"),
        patched("gpt2", "ln_2", "rms_norm", expect="failed"),
        checkpoint("llama-7b", expect="failed"),
        edited("gpt2", without=[r"h\.7\.mlp\.c_fc\.bias"], expect="failed"),
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
    """Each stored weight of a block has a bias beside it; a mask, called bias too, is none."""
    weights = inventory.named(r"h\.\d+\..*\.weight")
    names = set(inventory.names)
    alone = [it for it in weights if re.sub(r"weight$", "bias", it) not in names]
    return Observed(bool(weights) and not alone, weights_without_bias=alone)


@gpt2_has_biases_everywhere.also
@reads(r"h\.\d+\.(ln_\d|attn\.c_\w+|mlp\.c_\w+)\.bias")
def stored_values(weights: Weights) -> Observed:
    """Biases begin as zeros: training gives each a spread of its own, which noise hasn't."""
    spreads = {name: _spread(values) for name, values in weights.tensors()}
    idle = [name for name, it in spreads.items() if not 0 < it < inf]
    apart = 0.0 if idle else max(spreads.values()) / min(spreads.values())
    return Observed(
        apart > APART,
        biases_not_in_use=len(idle),
        such_as=idle[:3],
        times_the_least_spread=float(f"{apart:.2g}"),
    )


def _spread(biases: Any) -> float:
    return float(biases.std()) if biases.min() < biases.max() else 0.0
