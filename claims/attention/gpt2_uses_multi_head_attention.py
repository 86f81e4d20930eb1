"""Whether GPT-2's attention is the standard one: softmax, and a key and value head a query head."""

from claims import (
    Behaviour,
    Observed,
    Running,
    Tensors,
    altered,
    checkpoint,
    claim,
    edited,
    gpt2,
    patched,
)


@claim(
    statement="GPT-2 uses standard multi-head self-attention.",
    about=gpt2,
    finding=(
        "GPT-2 uses {attention} attention by {weighs_by}, with {query_heads} heads by size and a "
        "key and a value head for each of them."
    ),
    controls=[
        patched("gpt2", "attn", "one_kv_head", expect="failed"),
        patched("gpt2", "attn", "linear_attention", expect="failed"),
        checkpoint("llama-7b", expect="passed"),
        checkpoint("llama-3-8b", expect="failed"),
        altered("llama-7b", kv_heads=1, expect="failed"),
        edited("gpt2", reshaped={r".*attn\.c_attn\.weight": (768, 896)}, expect="failed"),
    ],
    sources=["gpt2-report", "transformer-paper", "transformers:GPT2Attention"],
)
def gpt2_uses_multi_head_attention(model: Behaviour) -> Observed:
    """Does a change in one cached head move one query head, and are weights a softmax?"""
    heads = model.with_stated_heads().head_sharing()
    softmax = model.score_rank().softmax
    return Observed(
        heads.kind == "multi-head" and softmax,
        attention=heads.kind,
        weighs_by="softmax" if softmax else "another kernel",
        query_heads=heads.query_heads,
        kv_heads=heads.kv_heads,
        head_width=_stated_width(model, heads.query_heads),
    )


def _stated_width(model: Behaviour, heads: int) -> int:
    """The width of a head at full size, where the measured ones share the hidden state."""
    width: int = model.fact("hidden_size") // heads
    return width


@gpt2_uses_multi_head_attention.also
def stored_projections(inventory: Tensors) -> Observed:
    """Queries, keys and values are as wide as each other, so none is shared."""
    into, made = inventory.shape(r".*attn\.c_attn\.weight")
    return Observed(made == 3 * into, queries_keys_and_values=made, hidden_size=into)


@gpt2_uses_multi_head_attention.also
def real_weights(model: Running) -> Observed:
    """Do the real weights fit worse where every two heads share a key and a value?"""
    tried = model.tried("shared_kv_heads")
    return Observed(tried.worse, **tried.values)
