"""Whether LLaMA's design scales better to larger models than GPT-2's."""

from claims import undecidable

llama_scales_better = undecidable(
    statement="LLaMA scales better to larger models than GPT-2 does.",
    because=(
        "How quality grows with size is measured by training a row of sizes, and a checkpoint is "
        "one point of it. A scaling law fitted to each design, on the same text and with as much "
        "computation, would decide it."
    ),
    sources=["scaling-laws-paper", "llama-paper-results", "llama-3-paper"],
)
