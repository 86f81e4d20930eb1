"""Whether the feed-forward network of each GPT-2 block has two layers."""

from claims import (
    Behaviour,
    Observed,
    Tensors,
    checkpoint,
    claim,
    edited,
    gpt2,
    patched,
    random_model,
)


@claim(
    statement="The feed-forward network of each GPT-2 block has two layers.",
    about=gpt2,
    finding=(
        "The feed-forward network of a GPT-2 block has {matrices} matrices, and is {wider} times "
        "as wide between them."
    ),
    controls=[
        checkpoint("llama-7b", expect="failed"),
        random_model("gemma2", expect="failed"),
        random_model("phi3", expect="failed"),
        patched("llama-7b", "up_proj", "ones", expect="passed"),
        random_model("opt", expect="passed"),
        edited("gpt2", extra=["h.0.mlp.c_extra.weight"], expect="failed"),
    ],
    sources=["transformer-paper", "gpt2-report", "transformers:GPT2MLP"],
)
def gpt2_feed_forward_has_two_layers(model: Behaviour) -> Observed:
    """How many matrices explain what the network does?"""
    network = model.feed_forward()
    two = network.matrices == 2 and not network.gated  # a gate's matrix may be fused with another
    if (width := model.stated("hidden_size")) is None:
        return Observed(two, matrices=network.matrices)
    size = model.fact("feed_forward_size")
    return Observed(two, matrices=network.matrices, wider=size / width, feed_forward_size=size)


@gpt2_feed_forward_has_two_layers.also
def stored_matrices(inventory: Tensors) -> Observed:
    """In every layer two weights of the network are stored."""
    weights = inventory.named(r".*\.mlp\..*weight")
    layers = {name.split(".mlp.")[0] for name in weights}
    twice = bool(layers) and all(
        sum(name.startswith(f"{layer}.mlp.") for name in weights) == 2 for layer in layers
    )
    return Observed(twice, stored_weights=len(weights), stored_layers=len(layers))
