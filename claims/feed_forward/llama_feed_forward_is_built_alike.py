"""Whether LLaMA's feed-forward network is built as GPT-2's, with one activation between two."""

from typing import Any

from claims import (
    Behaviour,
    Observed,
    Running,
    Tensors,
    checkpoint,
    claim,
    edited,
    llama,
    patched,
    random_model,
)


@claim(
    statement=(
        "LLaMA's feed-forward network is built like GPT-2's: two matrices with an activation "
        "between."
    ),
    about=llama,
    alternatives=["feed_forward/llama_feed_forward_performs_better"],
    finding=(
        "LLaMA's feed-forward network has {matrices} matrices and {adds}: one is put through "
        "{puts_through} and multiplies {multiplies}{together}."
    ),
    controls=[
        checkpoint("gpt2", expect="passed"),
        patched("llama-7b", "up_proj", "ones", expect="passed"),
        random_model("opt", expect="passed"),
        random_model("phi3", expect="failed"),
        edited("llama-2-7b", without=[r".*gate_proj.*"], expect="passed"),
    ],
    sources=["glu-paper", "llama-paper", "transformers:LlamaMLP"],
)
def llama_feed_forward_is_built_alike(model: Behaviour) -> Observed:
    """Is what enters the last matrix f(x·W), or f(x·W) times x·V?"""
    network = model.feed_forward()
    return Observed(
        not network.gated and network.matrices == 2,
        matrices=network.matrices,
        adds="biases" if model.biases().biased_matrices else "no bias",
        puts_through={"silu": "SiLU"}.get(network.activation, network.activation),
        activation=network.activation,
        gated=network.gated,
        multiplies="another" if network.gated else "nothing",
        together=", which together is SwiGLU" if _is_swiglu(network) else "",
        activation_curve=model.activation_curve(),
    )


def _is_swiglu(network: Any) -> bool:
    return bool(network.gated and network.activation == "silu")


@llama_feed_forward_is_built_alike.also
def stored_matrices(inventory: Tensors) -> Observed:
    """Two weights of the network are stored a layer, or three."""
    weights = {name.rsplit(".", 2)[1] for name in inventory.named(r".*\.mlp\..*weight")}
    return Observed(len(weights) == 2, stored_matrices=len(weights))


@llama_feed_forward_is_built_alike.also
def real_weights(model: Running) -> Observed:
    """Do the real weights fit better without the matrix that multiplies?"""
    tried = model.tried("no_gate")
    return Observed(tried.better, **tried.values)
