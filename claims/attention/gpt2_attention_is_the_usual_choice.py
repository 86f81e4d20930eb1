"""Whether most autoregressive language models attend as GPT-2 does."""

from claims import undecidable

gpt2_attention_is_the_usual_choice = undecidable(
    statement="Most autoregressive language models use the same causal self-attention as GPT-2.",
    because=(
        "No checkpoint shows what other models do. A survey of the models released in a stated "
        "period, with the mask, the softmax and the sharing of heads measured in each, would "
        "decide it."
    ),
    sources=["transformer-paper", "gpt2-report", "gqa-paper"],
)
