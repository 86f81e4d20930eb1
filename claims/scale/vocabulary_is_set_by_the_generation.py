"""Whether all models of a generation share one vocabulary, and which."""

from claims import Config, Observed, Tensors, altered, claim, edited, gpt2, llama

# By the start of the generation's name.
VOCABULARIES = {"gpt2": 50257, "llama-1": 32000, "llama-2": 32000, "llama-3": 128256}


@claim(
    statement=(
        "The vocabulary is set by the generation and not by the size: 50,257 tokens in GPT-2, "
        "32,000 in LLaMA 1 and 2, 128,256 from Llama 3 on."
    ),
    about=[*gpt2, *llama],
    finding="Whatever its size, a model has its generation's vocabulary: {by_generation}.",
    controls=[
        altered("llama-2-70b", vocabulary=128256, expect="failed"),
        altered("llama-3.2-1b", vocabulary=32000, expect="failed"),
        edited("gpt2", reshaped={r".*wte\.weight": (50304, 768)}, expect="failed"),
    ],
    origin=["field"],
    sources=["gpt2-report", "llama-2-paper", "llama-3-paper"],
)
def vocabulary_is_set_by_the_generation(config: Config) -> Observed:
    """Read what the files state; LLaMA 1's own leave it to the tokenizer."""
    return _as_expected(config.catalogue_generation, config.fact("vocabulary"))


@vocabulary_is_set_by_the_generation.also
def stored_rows(inventory: Tensors) -> Observed:
    """Count the rows of the table that tokens are looked up in."""
    rows, _ = inventory.shape(r".*(embed_tokens|wte)\.weight")
    return _as_expected(inventory.catalogue_generation, rows)


def _as_expected(generation: str, vocabulary: int) -> Observed:
    expected = next(it for start, it in VOCABULARIES.items() if generation.startswith(start))
    return Observed(
        vocabulary == expected,
        vocabulary=vocabulary,
        by_generation=f"{vocabulary:,} in {generation}",
    )
