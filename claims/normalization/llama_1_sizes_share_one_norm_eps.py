"""Whether the four sizes of LLaMA 1 add the same epsilon in their norms."""

from claims import Both, BothBehaviour, CantTell, Observed, claim, pair, pairs, patched


@claim(
    statement="All sizes of LLaMA 1 have the norm epsilon of the 7B.",
    about=pairs("llama-1", "llama-7b"),
    finding=(
        "In LLaMA 1 the norms' epsilon is {eps_of_7b} in llama-7b, and so in {alike}, but "
        "{other_eps} in {otherwise}."
    ),
    controls=[
        pair("llama-65b", "llama-7b", norm_eps=1e-6, expect="passed"),
        pair("llama-13b", "llama-7b", norm_eps=1e-5, expect="failed"),
        patched(pairs("llama-1", "llama-7b")[0], "model", "tenfold_eps", expect="failed"),
        pair("llama-2-7b", "llama-7b", expect="failed"),
        pair("llama-2-7b", "llama-65b", expect="passed"),
    ],
    origin=["field"],
    sources=["llama-paper", "rmsnorm-paper", "transformers:LlamaRMSNorm"],
)
def llama_1_sizes_share_one_norm_eps(both: Both) -> Observed:
    """Compare what the files state: an epsilon leaves no tensor."""
    one, base = both.checkpoint, both.baseline
    return _compared(one.name, one.fact("norm_eps"), base.fact("norm_eps"))


@llama_1_sizes_share_one_norm_eps.also
def measured(both: BothBehaviour) -> Observed:
    """Compare what the norms of the reference class add, built from each size's files."""
    eps, of_7b = both.checkpoint.norms().eps, both.baseline.norms().eps
    if eps is None or of_7b is None:
        raise CantTell("its norms don't all have one epsilon")
    return _compared(both.checkpoint.name, eps, of_7b)


def _compared(name: str, eps: float, of_7b: float) -> Observed:
    alike = eps == of_7b
    return Observed(
        alike,
        eps_of_7b=f"{of_7b:g}",
        alike=name if alike else None,
        other_eps=None if alike else f"{eps:g}",
        otherwise=None if alike else name,
    )
