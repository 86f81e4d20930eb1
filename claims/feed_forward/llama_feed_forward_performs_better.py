"""Whether LLaMA's feed-forward network does better than GPT-2's on some tasks."""

from claims import undecidable

llama_feed_forward_performs_better = undecidable(
    statement="LLaMA's feed-forward network performs better on some tasks.",
    because=(
        "How well a network does on a task is a matter of training it, which no checkpoint shows. "
        "One model trained with each kind, alike in all else, would decide it; the paper that "
        "proposed the gated kinds did so for small encoder-decoders, in its tables 1 to 4, and "
        "nobody did for these checkpoints."
    ),
    alternatives=[
        "feed_forward/llama_feed_forward_is_built_alike",
        "feed_forward/llama_feed_forward_costs_no_more",
    ],
    sources=["glu-paper", "llama-paper"],
)
