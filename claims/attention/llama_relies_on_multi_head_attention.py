"""Whether LLaMA's attention is, at its core, the multi-head attention of GPT-2."""

from claims import (
    Behaviour,
    Observed,
    Running,
    Tensors,
    altered,
    checkpoint,
    claim,
    llama,
    patched,
)
from claims.attention._stored_heads import query_and_key_rows


@claim(
    statement="At its core LLaMA relies on multi-head attention, as GPT-2 does.",
    about=llama,
    finding=(
        "LLaMA's attention is {attention:units}, with {query_heads:range} query heads and "
        "{kv_heads:range} key-value heads."
    ),
    controls=[
        checkpoint("gpt2", expect="passed"),
        patched("llama-7b", "self_attn", "one_kv_head", expect="failed"),
        altered("llama-7b", kv_heads=8, expect="failed"),
        altered("llama-3-8b", kv_heads=32, expect="passed"),
    ],
    sources=["llama-paper", "llama-2-paper", "gqa-paper", "transformers:LlamaAttention"],
)
def llama_relies_on_multi_head_attention(model: Behaviour) -> Observed:
    """Does a change in one cached head move exactly one query head?"""
    heads = model.with_stated_heads().head_sharing()
    return Observed(
        heads.kind == "multi-head",
        attention=heads.kind,
        query_heads=heads.query_heads,
        kv_heads=heads.kv_heads,
    )


@llama_relies_on_multi_head_attention.also
def stored_projections(inventory: Tensors) -> Observed:
    """Where heads are shared, keys are narrower than queries."""
    queries, keys = query_and_key_rows(inventory)
    return Observed(keys == queries, query_rows=queries, key_rows=keys)


@llama_relies_on_multi_head_attention.also
def real_weights(model: Running) -> Observed:
    """Where heads are shared: is the order of sharing needed? Else: would sharing some do harm?"""
    shared = model.fact("kv_heads") < model.fact("query_heads")
    tried = model.tried("heads_in_turn" if shared else "shared_kv_heads")
    return Observed(tried.better if shared else tried.worse, **tried.values)
