"""Whether GPT-2's feed-forward network treats each token by itself."""

from claims import Behaviour, Observed, checkpoint, claim, gpt2, patched, random_model


@claim(
    statement="Each block of GPT-2 has a position-wise feed-forward network.",
    about=gpt2,
    finding="In GPT-2's feed-forward network a token's output depends on {depends_on}.",
    controls=[
        patched("gpt2", "mlp", "token_mean", expect="failed"),
        patched("gpt2", "h.1.mlp", "token_mean", expect="failed"),
        checkpoint("llama-7b", expect="passed"),
        random_model("bloom", expect="passed"),
    ],
    sources=["transformer-paper", "gpt2-report", "transformers:GPT2MLP"],
)
def gpt2_feed_forward_is_position_wise(model: Behaviour) -> Observed:
    """Change one token's input to the network: does any other token's output move?"""
    alone = model.mixing().position_wise
    return Observed(alone, depends_on="that token alone" if alone else "other tokens too")
