"""Whether LLaMA's matrices and norms do without biases."""

from claims import Behaviour, Observed, Tensors, altered, checkpoint, claim, edited, llama, patched


@claim(
    statement="LLaMA has no biases, in its matrices or in its norms.",
    about=llama,
    finding=(
        "LLaMA has biases {biases}: {biased:range} of the matrices and norms of its blocks add "
        "anything to zero."
    ),
    controls=[
        patched("llama-7b", "k_proj", "added_bias", expect="failed"),
        altered("llama-3-8b", attention_bias=True, expect="failed"),
        checkpoint("gpt2", expect="failed"),
        edited("llama-2-7b", extra=["model.layers.0.self_attn.q_proj.bias"], expect="failed"),
    ],
    origin=["field"],
    sources=["llama-paper", "transformers:LlamaMLP", "transformers:LlamaAttention"],
)
def llama_has_no_biases(model: Behaviour) -> Observed:
    """Does anything come out of a matrix that is given zeros, or of a norm turned round?"""
    found = model.biases()
    biased = found.biased_matrices + found.biased_norms + found.head_biased
    return Observed(biased == 0, biases=found.words, biased=biased)


@llama_has_no_biases.also
def stored_biases(inventory: Tensors) -> Observed:
    """A bias would be stored."""
    return Observed(not inventory.named(r".*bias"), stored_biases=len(inventory.named(r".*bias")))
