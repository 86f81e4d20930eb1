"""Whether GPT-2 is a stack of blocks, each of attention, a feed-forward network and norms."""

from claims import (
    Behaviour,
    Observed,
    Tensors,
    checkpoint,
    claim,
    edited,
    gpt2,
    patched,
    random_model,
)

# Besides the blocks: the two tables that tokens and positions are looked up in, and a last norm.
OUTSIDE = {"wte.weight", "wpe.weight", "ln_f.weight", "ln_f.bias"}
# Where the first table is also the head, some files store it once more, or by that name alone.
HEAD, TABLE = "lm_head.weight", "wte.weight"
PARTS = {"ln_1", "attn", "ln_2", "mlp"}


@claim(
    statement=(
        "GPT-2 stacks blocks, each of self-attention, a feed-forward network and layer "
        "normalization."
    ),
    about=gpt2,
    finding=(
        "GPT-2 stacks {layers} blocks by size, each of self-attention, a feed-forward network of "
        "{matrices} matrices and {norms_in_a_block} layer norms, and nothing else."
    ),
    controls=[
        patched("gpt2", "h", "post_norm", expect="passed"),
        patched("gpt2", "transformer", "rms_norm", expect="failed"),
        patched("gpt2", "ln_2", "identity", expect="failed"),
        edited("gpt2", without=[r"h\.\d+\.mlp.*"], expect="failed"),
        edited("gpt2", extra=["h.3.adapter.weight"], expect="failed"),
        checkpoint("llama-7b", expect="failed"),
        random_model("olmo2", expect="failed"),
    ],
    sources=["gpt2-report", "transformers:GPT2Block"],
)
def gpt2_stacks_attention_feed_forward_and_norm(model: Behaviour) -> Observed:
    """Do all blocks attend, feed forward and normalise by LayerNorm, and is nothing left over?"""
    heads, network, norms = model.head_sharing(), model.feed_forward(), model.norms()
    alike = set(norms.in_blocks)
    complete = heads.query_heads > 0 and norms.kind == "layernorm" and alike == {2}
    return Observed(
        complete and model.accounted(),
        layers=model.stated("layers"),
        matrices=network.matrices,
        norms_in_a_block=sorted(alike),
        norm=norms.kind,
    )


@gpt2_stacks_attention_feed_forward_and_norm.also
def stored_blocks(inventory: Tensors) -> Observed:
    """Each stored layer has the same parts, all four of them, and no tensor is left over."""
    blocks = inventory.blocks
    parts = [{name.split(".")[0] for name in names} for names in blocks.values()]
    inside = sum(map(len, blocks.values()))
    names = inventory.names
    stored = [name for name in names if name != HEAD or TABLE not in names]
    left = [name for name in stored if not name.startswith("h.") and name not in (*OUTSIDE, HEAD)]
    whole = bool(parts) and all(it == PARTS for it in parts)
    return Observed(
        whole and not left and inside + len(OUTSIDE) == len(stored),
        stored_blocks=len(blocks),
        left_over=left,
    )
