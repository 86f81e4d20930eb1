"""Whether GPT-2 normalises before attention and before the feed-forward network."""

from claims import Behaviour, Observed, Running, checkpoint, claim, gpt2, patched, random_model


@claim(
    statement=(
        "GPT-2 applies layer normalization before attention and before the feed-forward network."
    ),
    about=gpt2,
    finding="GPT-2 normalises, by {normalises_by}, {where} each sublayer.",
    controls=[
        patched("gpt2", "h", "post_norm", expect="failed"),
        patched("gpt2", "transformer", "rms_norm", expect="failed"),
        checkpoint("llama-7b", expect="failed"),
        random_model("opt", expect="passed"),
        random_model("olmo2", expect="failed"),
        random_model("openai-gpt", expect="failed"),
    ],
    sources=["gpt2-report", "pre-norm-paper", "transformers:GPT2Block"],
)
def gpt2_normalizes_before_each_sublayer(model: Behaviour) -> Observed:
    """As a block's input grows, does a sublayer's stay, while the block's output grows?"""
    placement, norms = model.norm_placement().placement, model.norms()
    return Observed(
        placement == "pre" and norms.kind == "layernorm",
        normalises_by={"layernorm": "LayerNorm"}.get(norms.kind, norms.kind),
        norm=norms.kind,
        norm_placement=placement,
        where={"pre": "before", "post": "after"}.get(placement, placement),
    )


@gpt2_normalizes_before_each_sublayer.also
def real_weights(model: Running) -> Observed:
    """Do the real weights fit worse with the norms moved behind, or without their means?"""
    moved, uncentred = model.tried("post_norm"), model.tried("rms_norm")
    return Observed(moved.worse and uncentred.worse, **moved.values)
