"""Whether rotary position embeddings are what newer language models commonly use."""

from claims import undecidable

rotary_positions_are_the_usual_choice = undecidable(
    statement="Rotary position embeddings are common in newer language models.",
    because=(
        "No checkpoint shows what other models do. A survey of the models released in a stated "
        "period, each with its position encoding measured, would decide it."
    ),
    sources=["rope-paper", "alibi-paper", "llama-3-paper"],
)
