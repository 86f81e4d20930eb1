"""Whether GPT-2 normalises after each sublayer, as the first transformer and the first GPT did."""

from claims import Behaviour, Observed, Running, checkpoint, claim, gpt2, patched, random_model


@claim(
    statement="GPT-2 normalises after each sublayer.",
    about=gpt2,
    finding="GPT-2 normalises {where} each sublayer.",
    controls=[
        patched("gpt2", "h", "post_norm", expect="passed"),
        random_model("openai-gpt", expect="passed"),
        random_model("olmo2", expect="passed"),
        checkpoint("llama-7b", expect="failed"),
    ],
    origin=["folklore"],
    told=["drawings of GPT-2 that reuse the block of the first GPT or of the first transformer"],
    sources=["gpt2-report", "gpt-report", "transformer-paper", "transformers:GPT2Block"],
)
def gpt2_normalizes_after_each_sublayer(model: Behaviour) -> Observed:
    """As a block's input grows, does a sublayer's grow with it, while the sum is kept in bounds?"""
    placement = model.norm_placement().placement
    where = {"pre": "before", "post": "after"}.get(placement, placement)
    return Observed(placement == "post", norm_placement=placement, where=where)


@gpt2_normalizes_after_each_sublayer.also
def real_weights(model: Running) -> Observed:
    """Do the real weights fit better with the norms behind the sublayers?"""
    tried = model.tried("post_norm")
    return Observed(tried.better, **tried.values)
