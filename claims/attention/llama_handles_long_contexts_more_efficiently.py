"""Whether a full context costs LLaMA less than it would cost GPT-2's kind of attention.

What is compared is the cache, at the same width, depth and number of tokens, so that the length
itself cancels out; how the work grows with it is measured beside.
"""

from claims import (
    Both,
    BothBehaviour,
    BothTensors,
    Config,
    Observed,
    Tensors,
    claim,
    edited,
    pair,
    pairs,
    patched,
)
from claims.attention._cost import AttentionCost, stated_cost, stored_cost

NARROW = {r".*self_attn\.[kv]_proj\.weight": (1024, 4096)}


@claim(
    statement="LLaMA handles longer contexts more efficiently than GPT-2 does.",
    about=pairs("llama", "gpt2"),
    finding=(
        "At its full context LLaMA's cache takes {cache:range} bytes in 16 bits: {share:range} of "
        "what GPT-2's attention would take there, but all of it in {no_cheaper}; a text twice as "
        "long still takes {cost_of_twice_the_length} times the work between tokens."
    ),
    controls=[
        patched(pairs("llama-3", "gpt2")[0], "self_attn", "one_kv_head", expect="failed"),
        pair("llama-7b", "gpt2", kv_heads=8, expect="passed"),
        pair("llama-3-8b", "gpt2", kv_heads=32, expect="failed"),
        edited(pairs("llama-2", "gpt2")[0], reshaped=NARROW, expect="passed"),
    ],
    sources=["gqa-paper", "llama-2-paper", "llama-3-paper"],
)
def llama_handles_long_contexts_more_efficiently(both: Both) -> Observed:
    """Compare the caches of as many tokens as LLaMA takes, by what the configs state."""
    return _at_full_context(
        both.checkpoint, stated_cost(both.checkpoint), stated_cost(both.baseline)
    )


@llama_handles_long_contexts_more_efficiently.also
def stored_matrices(both: BothTensors) -> Observed:
    """Compare them by the shapes of the matrices that make keys and values."""
    return _at_full_context(
        both.checkpoint, stored_cost(both.checkpoint), stored_cost(both.baseline)
    )


@llama_handles_long_contexts_more_efficiently.also
def measured_heads(both: BothBehaviour) -> Observed:
    """Compare how many heads are cached for each query head, and count the work as a text grows."""
    one, base = (it.with_stated_heads().head_sharing() for it in (both.checkpoint, both.baseline))
    shared = one.kind == "grouped-query" and one.shared_by > base.shared_by
    cost = both.checkpoint.cost().between_tokens_grows
    return Observed(shared, cost_of_twice_the_length=cost)


def _at_full_context(
    model: Config | Tensors, llama: AttentionCost, gpt2: AttentionCost
) -> Observed:
    places = model.fact("context") * model.fact("layers")
    cache, gpt2s_way = llama.cache_bytes * places, gpt2.cache_a_unit * llama.width * places
    cheaper = cache < gpt2s_way
    return Observed(
        cheaper,
        cache=cache,
        share=cache / gpt2s_way if cheaper else None,
        no_cheaper=None if cheaper else model.name,
    )
