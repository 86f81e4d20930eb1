"""Whether GPT-2 is a transformer's decoder and nothing else."""

from claims import Behaviour, Observed, Tensors, claim, edited, gpt2, patched, random_model


@claim(
    statement="GPT-2 is a decoder-only transformer.",
    about=gpt2,
    finding=(
        "GPT-2 is one stack of blocks in which each token sees {a_token_sees}; its files hold "
        "{tensors_of_an_encoder:range} tensors of an encoder or of attention to one."
    ),
    controls=[
        patched("gpt2", "attn", "no_mask", expect="failed"),
        random_model("bert", expect="failed"),
        random_model("opt", expect="passed"),
        edited("gpt2", extra=["h.0.crossattention.c_attn.weight"], expect="failed"),
    ],
    sources=["gpt2-report", "transformers:GPT2Model"],
)
def gpt2_is_decoder_only(model: Behaviour) -> Observed:
    """What makes a stack a decoder: no token sees a later one."""
    causal = model.causality().causal
    sees = "itself and those before it" if causal else "later ones too"
    return Observed(causal, a_token_sees=sees, causal=causal)


@gpt2_is_decoder_only.also
def stored_tensors(inventory: Tensors) -> Observed:
    """An encoder, or attention to one, would be stored."""
    found = inventory.named(r".*(encoder|cross_?att|q_attn).*")
    return Observed(not found, tensors_of_an_encoder=len(found))
