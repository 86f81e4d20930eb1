"""Whether LLaMA's normalization is the same as GPT-2's."""

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
    statement="LLaMA uses layer normalization, of the same kind as GPT-2's.",
    about=llama,
    hedged="may",
    finding="LLaMA uses {uses}, and adds {adds}.",
    controls=[
        checkpoint("gpt2", expect="passed"),
        patched("llama-7b", "model", "layer_norm", expect="passed"),
        random_model("opt", expect="passed"),
        random_model("phi3", expect="failed"),
        edited("llama-2-7b", extra=["model.norm.bias"], expect="passed"),
    ],
    sources=["rmsnorm-paper", "layernorm-paper", "llama-paper", "transformers:LlamaRMSNorm"],
)
def llama_uses_layer_normalization(model: Behaviour) -> Observed:
    """Does a shift of all coordinates leave what comes out of a norm as it was?"""
    norms = model.norms()
    rms = norms.kind == "rmsnorm"
    return Observed(
        norms.kind == "layernorm",
        norm=norms.kind,
        uses="RMSNorm, which takes no mean away" if rms else norms.kind,
        adds="a bias" if norms.biased else "no bias",
        norm_response=model.norm_response(),
    )


@llama_uses_layer_normalization.also
def stored_biases(inventory: Tensors) -> Observed:
    """GPT-2's kind has a stored bias beside each weight."""
    biases = inventory.named(r".*(norm|ln_\w+)\.bias")
    return Observed(bool(biases), stored_norm_biases=len(biases))


@llama_uses_layer_normalization.also
def real_weights(model: Running) -> Observed:
    """Do the real weights fit better where the mean is taken away as well?"""
    tried = model.tried("layer_norm")
    return Observed(tried.better, **tried.values)
