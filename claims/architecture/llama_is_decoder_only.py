"""Whether LLaMA, too, is a transformer's decoder and nothing else."""

from claims import (
    Behaviour,
    Observed,
    Tensors,
    altered,
    claim,
    edited,
    llama,
    patched,
    random_model,
)


@claim(
    statement="LLaMA is a decoder-only transformer as well.",
    about=llama,
    finding=(
        "LLaMA is one stack of blocks in which each token sees {a_token_sees}; its files hold "
        "{tensors_of_an_encoder:range} tensors of an encoder or of attention to one."
    ),
    controls=[
        patched("llama-7b", "self_attn", "no_mask", expect="failed"),
        altered("llama-7b", is_causal=False, expect="failed"),
        random_model("bert", expect="failed"),
        edited("llama-2-7b", extra=["model.encoder.0.self_attn.weight"], expect="failed"),
    ],
    sources=["llama-paper", "llama-3-paper", "transformers:LlamaModel"],
)
def llama_is_decoder_only(model: Behaviour) -> Observed:
    """What makes a stack a decoder: no token sees a later one."""
    causal = model.causality().causal
    sees = "itself and those before it" if causal else "later ones too"
    return Observed(causal, a_token_sees=sees, causal=causal)


@llama_is_decoder_only.also
def stored_tensors(inventory: Tensors) -> Observed:
    """An encoder, or attention to one, would be stored."""
    found = inventory.named(r".*(encoder|cross_?att).*")
    return Observed(not found, tensors_of_an_encoder=len(found))
