"""Whether what leaves the last block is normalised once more before the head reads it."""

from claims import (
    Behaviour,
    Observed,
    Running,
    Tensors,
    claim,
    edited,
    gpt2,
    llama,
    patched,
    random_model,
)


@claim(
    statement="In GPT-2 and in LLaMA a last norm stands between the last block and the head.",
    about=[*gpt2, *llama],
    finding="Between the last block and the head stands {final_norm}, in every size of both.",
    controls=[
        patched("gpt2", "ln_f", "identity", expect="failed"),
        patched("llama-7b", "norm", "identity", expect="failed"),
        random_model("openai-gpt", expect="failed"),
        random_model("opt", expect="passed"),
        edited("gpt2", without=[r"ln_f\..*"], expect="failed"),
    ],
    origin=["field"],
    sources=["gpt2-report", "transformers:GPT2Model", "transformers:LlamaModel"],
)
def a_final_norm_comes_before_the_head(model: Behaviour) -> Observed:
    """As what the last block hands on grows a thousandfold, do the logits stay?"""
    there = model.final_norm().present
    return Observed(there, final_norm="a norm" if there else "nothing")


@a_final_norm_comes_before_the_head.also
def stored_norm(inventory: Tensors) -> Observed:
    """Its weight is stored beside the blocks."""
    stored = inventory.named(r"(model\.norm|ln_f)\.weight")
    return Observed(len(stored) == 1, stored_final_norm=stored)


@a_final_norm_comes_before_the_head.also
def real_weights(model: Running) -> Observed:
    """Do the real weights fit worse without it?"""
    tried = model.tried("no_final_norm")
    return Observed(tried.worse, **tried.values)
