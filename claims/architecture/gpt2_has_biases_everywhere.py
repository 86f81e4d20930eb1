"""Whether every matrix and norm of GPT-2's blocks has a bias."""

import re

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
    """A bias of zeros adds nothing: each has moved from where it began."""
    idle = [name for name, values in weights.tensors() if not values.any()]
    return Observed(not idle, biases_of_zeros=len(idle), such_as=idle[:3])
