"""Whether LLaMA's feed-forward network is no larger than GPT-2's would be at its width."""

from math import prod

from claims import Config, Observed, Tensors, altered, checkpoint, claim, edited, llama

# GPT-2's has two matrices, each from the width to four times it or back.
OF_GPT2 = 2 * 4
# The widths are two thirds of that for three matrices, rounded up: up to 1.25 % more in all.
ROUNDING = 0.02
WIDE = {r".*(gate|up)_proj\.weight": (16384, 4096), r".*down_proj\.weight": (4096, 16384)}


@claim(
    statement="LLaMA's feed-forward network is optimised for cost: it costs no more than GPT-2's.",
    about=llama,
    alternatives=["feed_forward/llama_feed_forward_performs_better"],
    finding=(
        "At equal width LLaMA's feed-forward network takes {times_gpt2s:units} times the "
        "multiplications and weights of GPT-2's."
    ),
    controls=[
        checkpoint("gpt2", expect="passed"),
        altered("llama-3-70b", feed_forward_size=22016, expect="passed"),
        altered("llama-13b", feed_forward_size=20480, expect="failed"),
        edited("llama-2-7b", reshaped=WIDE, expect="failed"),
    ],
    sources=["glu-paper", "llama-paper", "transformers:LlamaMLP", "transformers:GPT2MLP"],
)
def llama_feed_forward_costs_no_more(inventory: Tensors) -> Observed:
    """Add up the stored matrices, each element of which is multiplied once a token."""
    matrices = inventory.shapes(r".*\.mlp\..*\.weight").values()
    width = inventory.shape(r".*(embed_tokens|wte)\.weight")[1]
    return _against_gpt2(sum(map(prod, matrices)), width)


@llama_feed_forward_costs_no_more.also
def stated_sizes(config: Config) -> Observed:
    """Multiply the sizes that the config states; the gated kind has a third matrix."""
    matrices = 3 if config.fact("architecture") == "LlamaForCausalLM" else 2
    width, inner = config.fact("hidden_size"), config.fact("feed_forward_size")
    return _against_gpt2(matrices * width * inner, width, feed_forward_size=inner)


def _against_gpt2(elements: int, width: int, **sizes: int) -> Observed:
    times = elements / (OF_GPT2 * width**2)
    return Observed(times <= 1 + ROUNDING, times_gpt2s=f"{times:.2f}", **sizes)
