"""Whether the LLaMAs that share key-value heads have eight of them, whatever their size."""

from claims import (
    Behaviour,
    Inapplicable,
    Observed,
    Tensors,
    altered,
    claim,
    edited,
    llama,
    patched,
)

EIGHT = 8


@claim(
    statement="The LLaMAs with grouped queries have eight key-value heads, whatever their size.",
    about=llama,
    finding=(
        "LLaMAs with grouped queries have {kv_heads} key-value heads, each read by {shared_by} "
        "neighbouring query heads by size."
    ),
    controls=[
        altered("llama-3-8b", kv_heads=4, expect="failed"),
        patched("llama-3-8b", "self_attn", "heads_in_turn", expect="failed"),
        edited(
            "llama-3-8b", reshaped={r".*self_attn\.k_proj\.weight": (512, 4096)}, expect="failed"
        ),
    ],
    origin=["field"],
    sources=["gqa-paper", "llama-2-paper", "llama-3-paper", "transformers:LlamaAttention"],
)
def grouped_llamas_have_eight_kv_heads(model: Behaviour) -> Observed:
    """How many cached heads are there, and do neighbours share each?"""
    heads = model.with_stated_heads().head_sharing()
    if heads.kind == "multi-head":
        raise Inapplicable("its query heads share no key-value heads")
    grouped = heads.kind == "grouped-query" and heads.consecutive
    holds = grouped and heads.kv_heads == EIGHT
    return Observed(holds, kv_heads=heads.kv_heads, shared_by=heads.shared_by)


@grouped_llamas_have_eight_kv_heads.also
def stored_projections(inventory: Tensors) -> Observed:
    """Eight heads of the stated width make up the stored keys."""
    if inventory.fact("kv_heads") == inventory.fact("query_heads"):
        raise Inapplicable("its query heads share no key-value heads")
    keys, _ = inventory.shape(r".*self_attn\.k_proj\.weight")
    return Observed(keys == EIGHT * inventory.fact("head_width"), key_rows=keys)
