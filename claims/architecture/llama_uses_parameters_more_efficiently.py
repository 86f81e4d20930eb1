"""Whether LLaMA makes more of each parameter than GPT-2."""

from claims import undecidable

llama_uses_parameters_more_efficiently = undecidable(
    statement="LLaMA uses its parameters more efficiently than GPT-2 does.",
    because=(
        "What a parameter is worth is a matter of quality, and no file of a checkpoint states it. "
        "The same benchmarks, run on models of both families with as many parameters and trained "
        "on as many tokens of the same text, would decide it."
    ),
    sources=["gpt2-report", "llama-paper-results", "scaling-laws-paper"],
)
