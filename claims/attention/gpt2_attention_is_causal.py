"""Whether GPT-2's attention has a causal mask."""

from claims import Behaviour, Observed, Running, checkpoint, claim, gpt2, patched, random_model


@claim(
    statement="GPT-2's attention has a causal mask: no token sees a later one.",
    about=gpt2,
    finding="In GPT-2 a token sees {a_token_sees}, tried at every position of a text.",
    controls=[
        patched("gpt2", "attn", "no_mask", expect="failed"),
        patched("gpt2", "h.1.attn", "no_mask", expect="failed"),
        random_model("bert", expect="failed"),
        checkpoint("llama-7b", expect="passed"),
    ],
    sources=["gpt2-report", "transformers:GPT2Attention"],
)
def gpt2_attention_is_causal(model: Behaviour) -> Observed:
    """Change each token in turn: does anything before it move?"""
    causal = model.causality().causal
    sees = "itself and those before it" if causal else "later ones too"
    return Observed(causal, a_token_sees=sees, causal=causal)


@gpt2_attention_is_causal.also
def real_weights(model: Running) -> Observed:
    """Do the real weights fit worse where later tokens are seen as well?"""
    tried = model.tried("no_mask")
    return Observed(tried.worse, **tried.values)
