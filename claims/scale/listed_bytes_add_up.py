"""Whether a published list of tensors adds up to their bytes, in the precision that is stated."""

from claims import Observed, Tensors, claim, edited, gpt2, llama
from claims.scale._listed import listed

WIDTHS = {"float32": 4, "float16": 2, "bfloat16": 2}


@claim(
    statement=(
        "A published list of tensors adds up to the bytes that its class accounts for, in one "
        "precision, the stated one."
    ),
    about=listed([*gpt2, *llama]),
    finding=(
        "Every list adds up, from {listed_bytes:range} bytes: {bytes_a_parameter:units} for each "
        "parameter, beside what buffers take."
    ),
    controls=[
        edited("gpt2", without=[r".*wpe\.weight"], expect="failed"),
        edited("gpt2", without=[r"h\.11\.attn\.bias"], expect="failed"),
        edited("llama-2-7b", without=[r".*\.31\..*inv_freq"], expect="failed"),
    ],
    origin=["field"],
    sources=["safetensors-metadata", "transformers:GPT2LMHeadModel"],
)
def listed_bytes_add_up(inventory: Tensors) -> Observed:
    """Hold the list's total against what the class stores, and its precision against the config."""
    inventory.named(".*")  # so that the outcome names the list
    known = inventory.record.inventory
    assert known
    width = inventory.stored_bytes // inventory.stored_elements
    buffers = inventory.buffers
    kinds = {it.dtype for it in known.tensors if it.name not in buffers} - {None}
    as_stated = WIDTHS.get(inventory.stated("dtype") or "", width) == width
    return Observed(
        known.total_bytes == inventory.stored_bytes and as_stated and len(kinds) < 2,
        listed_bytes=known.total_bytes,
        bytes_a_parameter=width,
    )
