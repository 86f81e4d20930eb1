"""Whether LLaMA's attention heads are 128 numbers wide in every size."""

from claims import (
    Config,
    Inapplicable,
    Observed,
    Tensors,
    altered,
    checkpoint,
    claim,
    edited,
    llama,
)

WIDTH = 128


@claim(
    statement="LLaMA's attention heads are 128 wide, in every size.",
    about=llama,
    finding="LLaMA's heads are {head_width:units} wide; its sizes differ in their number.",
    controls=[
        checkpoint("gpt2", expect="failed"),
        altered("llama-7b", head_width=64, expect="failed"),
        altered("llama-3.2-1b", head_width=128, expect="passed"),
        edited("llama-2-7b", reshaped={r".*inv_freq": (32,)}, expect="failed"),
    ],
    origin=["field"],
    sources=["llama-paper", "llama-3-paper", "transformers:LlamaAttention"],
)
def llama_heads_are_128_wide(config: Config) -> Observed:
    """Read the width, which most files leave to be hidden size over heads."""
    width = config.fact("head_width")
    return Observed(
        width == WIDTH,
        head_width=width,
        query_heads=config.fact("query_heads"),
        hidden_size=config.fact("hidden_size"),
    )


@llama_heads_are_128_wide.also
def stored_frequencies(inventory: Tensors) -> Observed:
    """Heads leave no tensor, but stored rotation frequencies are half as many as a head is wide."""
    widths = {2 * it for name, it in inventory.buffers.items() if name.endswith("inv_freq")}
    if not widths:
        raise Inapplicable("its files store no frequencies, from which a head's width would show")
    return Observed(widths == {WIDTH}, head_width=max(widths))
