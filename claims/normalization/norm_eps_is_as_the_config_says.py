"""Whether the norms add, before they divide, what the config says."""

from claims import Behaviour, CantTell, Observed, Running, altered, claim, gpt2, llama, patched

# Read off vectors of a thousandth, in 32 bits where a class computes in them.
WITHIN = 0.02


@claim(
    statement="The reference norms add the epsilon that each checkpoint's config states.",
    about=[*gpt2, *llama],
    finding="The norms add an epsilon of {norm_eps:units}, as measured and as stated.",
    controls=[
        patched("gpt2", "transformer", "tenfold_eps", expect="failed"),
        patched("llama-7b", "model", "tenfold_eps", expect="failed"),
        altered("llama-7b", norm_eps=1e-3, expect="passed"),
    ],
    origin=["field"],
    sources=["layernorm-paper", "rmsnorm-paper", "transformers:LlamaRMSNorm"],
)
def norm_eps_is_as_the_config_says(model: Behaviour) -> Observed:
    """Give the norms vectors so small that epsilon decides how large they come out."""
    measured = model.norms().eps
    if measured is None:
        raise CantTell("its norms don't all have one epsilon")
    stated = model.fact("norm_eps")
    return Observed(abs(measured - stated) < WITHIN * stated, norm_eps=f"{measured:.0e}")


@norm_eps_is_as_the_config_says.also
def real_weights(model: Running) -> Observed:
    """Do the real weights fit worse where a thousand times as much is added?"""
    tried = model.tried("thousandfold_eps")
    return Observed(tried.worse, **tried.values)
