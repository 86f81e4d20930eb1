"""Whether every output of GPT-2's feed-forward network depends on every input."""

from claims import (
    Behaviour,
    Observed,
    Tensors,
    checkpoint,
    claim,
    edited,
    gpt2,
    patched,
)


@claim(
    statement="GPT-2's feed-forward network is fully connected.",
    about=gpt2,
    finding=(
        "In GPT-2's feed-forward network {connected} of the outputs depend on each input, through "
        "dense matrices of {stored_shape:units}."
    ),
    controls=[
        patched("gpt2", "mlp", "two_halves", expect="failed"),
        patched("llama-7b", "mlp", "two_halves", expect="failed"),
        checkpoint("llama-7b", expect="passed"),
        edited("gpt2", reshaped={r".*mlp\.c_fc\.weight": (384, 3072)}, expect="failed"),
    ],
    sources=["transformer-paper", "gpt2-report", "transformers:GPT2MLP"],
)
def gpt2_feed_forward_is_fully_connected(model: Behaviour) -> Observed:
    """Move one coordinate of the input after the other: does every coordinate of the output?"""
    every = model.mixing().fully_connected
    return Observed(every, connected="all" if every else "not all")


@gpt2_feed_forward_is_fully_connected.also
def stored_matrices(inventory: Tensors) -> Observed:
    """Both matrices hold a number for each pair of an input and an output."""
    width = inventory.fact("hidden_size")
    into = inventory.shape(r".*mlp\.c_fc\.weight")
    out = inventory.shape(r".*mlp\.c_proj\.weight")
    dense = into[0] == out[1] == width and into[1] == out[0]
    return Observed(dense, stored_shape=f"{into[0]:,} × {into[1]:,}")
