"""Whether GPT-2 writes one token after another, each from those before it."""

from claims import Behaviour, Observed, checkpoint, claim, gpt2, patched, random_model


@claim(
    statement="GPT-2 generates text one token after another, each from those before it.",
    about=gpt2,
    finding=(
        "GPT-2 says {alike} of a text that it reads at once as token by token, each from "
        "{each_from}."
    ),
    controls=[
        patched("gpt2", "attn", "no_mask", expect="failed"),
        patched("gpt2", "attn", "forgetful", expect="failed"),
        checkpoint("llama-7b", expect="passed"),
        random_model("opt", expect="passed"),
    ],
    sources=["gpt2-report", "transformers:GPT2LMHeadModel"],
)
def gpt2_generates_autoregressively(model: Behaviour) -> Observed:
    """Is decoding step by step, from the cache, the same as one pass over the whole text?"""
    alike, causal = model.step_by_step().autoregressive, model.causality().causal
    each_from = "those before it" if causal else "later ones too"
    said = "the same" if alike else "something else"
    return Observed(alike and causal, alike=said, each_from=each_from)
