"""Whether LLaMA's attention costs less than GPT-2's would at the same width."""

from claims import Both, BothTensors, Observed, claim, edited, pair, pairs
from claims.attention._cost import AttentionCost, stated_cost, stored_cost

NARROW = {r".*self_attn\.[kv]_proj\.weight": (1024, 4096)}


@claim(
    statement="LLaMA's attention is computationally more efficient than GPT-2's.",
    about=pairs("llama", "gpt2"),
    finding=(
        "For each unit of width a token takes LLaMA {cache:range} bytes of cache a layer, and its "
        "attention holds {matrices:range} times the width squared; in GPT-2 it is {gpt2_cache} "
        "and {gpt2_matrices}, and no less in {no_cheaper}."
    ),
    controls=[
        pair("llama-7b", "gpt2", kv_heads=8, expect="passed"),
        pair("llama-3-8b", "gpt2", kv_heads=32, expect="failed"),
        pair("gpt2-medium", "gpt2", expect="failed"),
        edited(pairs("llama-2", "gpt2")[0], reshaped=NARROW, expect="passed"),
    ],
    sources=["gqa-paper", "llama-2-paper", "llama-3-paper"],
)
def llama_attention_is_more_efficient(both: Both) -> Observed:
    """Compare at equal width, by what the configs state of heads, cache and matrices."""
    name = both.checkpoint.name
    return _compared(name, stated_cost(both.checkpoint), stated_cost(both.baseline))


@llama_attention_is_more_efficient.also
def stored_matrices(both: BothTensors) -> Observed:
    """Compare by the shapes of the stored matrices, and by what these give for the cache."""
    name = both.checkpoint.name
    return _compared(name, stored_cost(both.checkpoint), stored_cost(both.baseline))


def _compared(name: str, llama: AttentionCost, gpt2: AttentionCost) -> Observed:
    less_cache = llama.cache_a_unit < gpt2.cache_a_unit
    cheaper = less_cache and llama.matrices_a_unit < gpt2.matrices_a_unit
    return Observed(
        cheaper,
        no_cheaper=None if cheaper else name,
        cache=llama.cache_a_unit,
        gpt2_cache=gpt2.cache_a_unit,
        matrices=llama.matrices_a_unit,
        gpt2_matrices=gpt2.matrices_a_unit,
    )
