"""Whether LLaMA normalises before attention and before the feed-forward network."""

from claims import Behaviour, Observed, Running, checkpoint, claim, llama, patched, random_model


@claim(
    statement="LLaMA normalises before each sublayer too.",
    about=llama,
    hedged="may",
    finding="LLaMA normalises {where} each sublayer.",
    controls=[
        patched("llama-7b", "layers", "post_norm", expect="failed"),
        checkpoint("gpt2", expect="passed"),
        random_model("olmo2", expect="failed"),
        random_model("gemma2", expect="failed"),
    ],
    sources=["llama-paper", "pre-norm-paper", "transformers:LlamaDecoderLayer"],
)
def llama_normalizes_before_each_sublayer(model: Behaviour) -> Observed:
    """As a block's input grows, does a sublayer's stay, while the block's output grows?"""
    seen = model.norm_placement()
    where = {"pre": "before", "post": "after"}.get(seen.placement, seen.placement)
    return Observed(seen.placement == "pre", norm_placement=seen.placement, where=where)


@llama_normalizes_before_each_sublayer.also
def real_weights(model: Running) -> Observed:
    """Do the real weights fit worse with the norms behind the sublayers?"""
    tried = model.tried("post_norm")
    return Observed(tried.worse, **tried.values)
