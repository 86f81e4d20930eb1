"""Whether all LLaMAs share key-value heads among groups of query heads."""

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
    statement="Every LLaMA uses grouped-query attention.",
    about=llama,
    finding="Of the LLaMAs the attention is {attention:units}.",
    controls=[
        checkpoint("gpt2", expect="failed"),
        patched("llama-3-8b", "self_attn", "heads_in_turn", expect="failed"),
        altered("llama-3-8b", kv_heads=32, expect="failed"),
        altered("llama-7b", kv_heads=8, expect="passed"),
    ],
    origin=["folklore"],
    told=["overviews that describe the whole family by its largest or newest model"],
    sources=["gqa-paper", "llama-2-paper", "llama-3-paper", "transformers:LlamaAttention"],
)
def every_llama_uses_grouped_query_attention(model: Behaviour) -> Observed:
    """Does a change in one cached head move a group of query heads, neighbours of each other?"""
    heads = model.with_stated_heads().head_sharing()
    grouped = heads.kind == "grouped-query" and heads.consecutive
    return Observed(grouped, attention=heads.kind, shared_by=heads.shared_by)


@every_llama_uses_grouped_query_attention.also
def stored_projections(inventory: Tensors) -> Observed:
    """Where heads are shared, keys are narrower than queries."""
    queries, keys = query_and_key_rows(inventory)
    return Observed(keys < queries, query_rows=queries, key_rows=keys)


@every_llama_uses_grouped_query_attention.also
def real_weights(model: Running) -> Observed:
    """Where heads are shared: is the order of sharing needed? Else: would sharing some do harm?"""
    shared = model.fact("kv_heads") < model.fact("query_heads")
    tried = model.tried("heads_in_turn" if shared else "shared_kv_heads")
    return Observed(tried.worse if shared else tried.better, **tried.values)
