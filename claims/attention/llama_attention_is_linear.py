"""Whether LLaMA's attention is linear: a kernel that can be summed up, at linear cost."""

from claims import Behaviour, Observed, checkpoint, claim, llama, patched, random_model


@claim(
    statement="LLaMA uses linear attention.",
    about=llama,
    hedged="may",
    alternatives=["attention/llama_attention_is_relative_in_position"],
    finding=(
        "LLaMA weighs by {weighs_by}: a text twice as long takes {cost_of_twice_the_length} times "
        "as many operations between tokens."
    ),
    controls=[
        patched("llama-7b", "self_attn", "linear_attention", expect="passed"),
        patched("gpt2", "attn", "linear_attention", expect="passed"),
        checkpoint("gpt2", expect="failed"),
        random_model("gpt_neox", expect="failed"),
    ],
    origin=["source", "folklore"],
    told=["overviews that explain LLaMA's speed by the cheaper kinds of attention of their time"],
    sources=["linear-attention-paper", "llama-paper", "transformers:LlamaAttention"],
)
def llama_attention_is_linear(model: Behaviour) -> Observed:
    """Are the weights themselves products of vectors as narrow as a head?"""
    rank, cost = model.score_rank(), model.cost()
    if rank.linear:
        return Observed(True, weighs_by="a linear kernel")
    return Observed(
        False,
        weighs_by="a softmax of scores" if rank.softmax else "neither a softmax nor linearly",
        cost_of_twice_the_length=cost.between_tokens_grows,
    )
