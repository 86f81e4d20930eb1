"""Whether LLaMA is optimised for efficiency at scale."""

from claims import undecidable

llama_is_efficient_at_scale = undecidable(
    statement="LLaMA is optimised for efficiency at scale.",
    because=(
        "What a design was optimised for, and how efficiently it trains and runs on many machines, "
        "no checkpoint shows. Throughput and quality of both designs at several sizes, on the "
        "same machines and the same text, would decide it."
    ),
    sources=["llama-paper-training", "llama-3-paper-training"],
)
