"""Whether LLaMA's feed-forward network, too, treats each token by itself."""

from claims import Behaviour, Observed, checkpoint, claim, llama, patched, random_model


@claim(
    statement="LLaMA's feed-forward network is position-wise too.",
    about=llama,
    finding="In LLaMA's feed-forward network a token's output depends on {depends_on}.",
    controls=[
        patched("llama-7b", "mlp", "token_mean", expect="failed"),
        patched("llama-3-8b", "layers.1.mlp", "token_mean", expect="failed"),
        checkpoint("gpt2", expect="passed"),
        random_model("phi3", expect="passed"),
    ],
    sources=["llama-paper", "transformers:LlamaMLP"],
)
def llama_feed_forward_is_position_wise(model: Behaviour) -> Observed:
    """Change one token's input to the network: does any other token's output move?"""
    alone = model.mixing().position_wise
    return Observed(alone, depends_on="that token alone" if alone else "other tokens too")
