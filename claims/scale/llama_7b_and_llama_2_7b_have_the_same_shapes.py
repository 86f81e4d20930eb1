"""Whether LLaMA 7B and Llama 2 7B are the same in every tensor's shape."""

from claims import Both, BothTensors, Observed, claim, edited, pair, pairs

SEVENS = [it for it in pairs("llama-2", "llama-7b") if it.checkpoint == "llama-2-7b"]
SIZES = ["layers", "hidden_size", "feed_forward_size", "query_heads", "kv_heads", "vocabulary"]


@claim(
    statement="LLaMA 7B and Llama 2 7B have the same shapes throughout.",
    about=SEVENS,
    finding=(
        "Llama 2 7B has LLaMA 7B's {tensors} tensors in the same shapes and {stored_bytes} bytes; "
        "what differs is {differs}."
    ),
    controls=[
        pair("llama-2-7b", "llama-7b", kv_heads=8, expect="failed"),
        pair("llama-2-13b", "llama-7b", expect="failed"),
        edited(SEVENS[0], reshaped={r".*k_proj\.weight": (1024, 4096)}, expect="failed"),
        edited(SEVENS[0], without=[r".*inv_freq"], expect="failed"),
    ],
    origin=["field"],
    sources=["llama-paper", "llama-2-paper"],
)
def llama_7b_and_llama_2_7b_have_the_same_shapes(both: Both) -> Observed:
    """Compare every size that is stated, and tell what differs besides."""
    one, other = both.checkpoint, both.baseline
    same = all(one.fact(word) == other.fact(word) for word in SIZES)
    differs = [
        f"{word.replace('_', ' ')} ({other.fact(word):,} and {one.fact(word):,})"
        for word in ("context", "norm_eps")
        if one.fact(word) != other.fact(word)
    ]
    return Observed(same, differs=differs or "nothing")


@llama_7b_and_llama_2_7b_have_the_same_shapes.also
def stored_shapes(both: BothTensors) -> Observed:
    """Compare every name and shape that is stored, and the bytes of all together."""
    one, other = both.checkpoint, both.baseline
    same = one.names == other.names and one.shapes(".*") == other.shapes(".*")
    return Observed(
        same and one.stored_bytes == other.stored_bytes,
        tensors=len(one.names),
        stored_bytes=one.stored_bytes,
    )
