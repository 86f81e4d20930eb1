"""Whether the indices of Llama 3 8B and Llama 3.1 8B are one file, byte for byte."""

from claims import BothTensors, Observed, claim, edited, pair, pairs

INDEX = "model.safetensors.index.json"
EIGHTS = [it for it in pairs("llama-3.1", "llama-3-8b") if it.checkpoint == "llama-3.1-8b"]


@claim(
    statement="Llama 3 8B and Llama 3.1 8B share one index of tensors, byte for byte.",
    about=EIGHTS,
    finding=(
        "Llama 3 8B and Llama 3.1 8B have one index, the same {index_bytes} bytes with "
        "{tensors} names: neither names nor total size tell them apart."
    ),
    controls=[
        pair("llama-2-7b", "llama-3-8b", expect="failed"),
        pair("llama-3.1-70b", "llama-3-8b", expect="failed"),
        edited(EIGHTS[0], without=[r"lm_head\.weight"], expect="failed"),
    ],
    origin=["field"],
    sources=["llama-3-paper"],
)
def llama_3_and_3_1_8b_share_one_index(both: BothTensors) -> Observed:
    """Compare the SHA-256 of the two files, and the names that were read from each."""
    one, other = both.checkpoint.file(INDEX), both.baseline.file(INDEX)
    same_names = both.checkpoint.names == both.baseline.names
    return Observed(
        one.sha256 == other.sha256 and same_names,
        sha256=one.sha256,
        index_bytes=one.size,
        tensors=len(both.checkpoint.names),
    )
