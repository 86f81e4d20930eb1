"""Whether LLaMA takes longer sequences than GPT-2."""

from claims import Both, Observed, claim, pair, pairs


@claim(
    statement="LLaMA handles longer sequences than GPT-2 does.",
    about=pairs("llama", "gpt2"),
    finding=(
        "LLaMA's generations are trained on sequences of {tokens} tokens, where GPT-2 has "
        "positions for {gpt2_tokens} and no more."
    ),
    controls=[
        pair("gpt2-xl", "gpt2", expect="failed"),
        pair("llama-7b", "gpt2", context=1024, expect="failed"),
        pair("llama-7b", "gpt2-xl", expect="passed"),
    ],
    sources=["gpt2-report", "llama-2-paper", "llama-3-paper"],
)
def llama_handles_longer_sequences(both: Both) -> Observed:
    """Compare the contexts that are stated; how well the far end is used is no fact of a file."""
    tokens, gpt2_tokens = both.checkpoint.fact("context"), both.baseline.fact("context")
    return Observed(tokens > gpt2_tokens, tokens=tokens, gpt2_tokens=gpt2_tokens)
