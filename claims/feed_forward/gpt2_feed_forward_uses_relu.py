"""Whether GPT-2's feed-forward network has a ReLU between its two layers."""

from claims import (
    Behaviour,
    Observed,
    Running,
    altered,
    checkpoint,
    claim,
    gpt2,
    patched,
    random_model,
)

SPOKEN = {"gelu-tanh": "GELU, in its tanh form,", "relu": "a ReLU", "gelu": "GELU, by erf,"}


@claim(
    statement="GPT-2's feed-forward network puts a ReLU between its two layers.",
    about=gpt2,
    finding="GPT-2's feed-forward network puts {puts} between its two layers.",
    controls=[
        altered("gpt2", activation="relu", expect="passed"),
        patched("gpt2", "mlp.act", "relu", expect="passed"),
        patched("gpt2", "mlp.act", "erf_gelu", expect="failed"),
        random_model("opt", expect="passed"),
        checkpoint("llama-7b", expect="failed"),
    ],
    origin=["source", "folklore"],
    told=["courses and summaries that describe every transformer by the first paper"],
    sources=["gelu-paper", "gpt-report", "openai-gpt-2:gelu", "transformers:GPT2MLP"],
)
def gpt2_feed_forward_uses_relu(small: Behaviour) -> Observed:
    """Which of thirteen activations gives, replayed, what enters the second layer?"""
    network = small.feed_forward()
    return Observed(
        network.activation == "relu" and not network.gated,
        puts=SPOKEN.get(network.activation, network.activation),
        activation=network.activation,
        gated=network.gated,
        activation_curve=small.activation_curve(),
    )


@gpt2_feed_forward_uses_relu.also
def real_weights(model: Running) -> Observed:
    """Does a ReLU, put in its place, fit the real weights better than what was published?"""
    tried = model.tried("relu")
    return Observed(tried.better, **tried.values)
