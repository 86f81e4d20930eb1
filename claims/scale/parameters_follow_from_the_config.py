"""Whether the sizes that a config states give the number of parameters, by multiplying out."""

from claims import Config, Observed, Tensors, claim, edited, gpt2, llama
from claims._checkpoints.formulas import Sizes, parameters

NARROW = {r".*self_attn\.k_proj\.weight": (1024, 4096)}


@claim(
    statement="A checkpoint's number of parameters follows from the sizes that its config states.",
    about=[*gpt2, *llama],
    finding=(
        "Multiplied out, the stated sizes give {by_sizes:range} parameters, for every checkpoint "
        "as many as its class has."
    ),
    controls=[
        edited("gpt2", without=[r".*wpe\.weight"], expect="failed"),
        edited("llama-2-7b", reshaped=NARROW, expect="failed"),
        edited("gpt2", without=[r"h\.\d+\.attn\.bias"], expect="passed"),
    ],
    origin=["field"],
    sources=["scaling-laws-paper", "transformers:GPT2Model", "transformers:LlamaModel"],
)
def parameters_follow_from_the_config(config: Config) -> Observed:
    """Hold the product of the sizes against what the class was counted to have."""
    return Observed(_by_sizes(config) == config.parameters, by_sizes=_by_sizes(config))


@parameters_follow_from_the_config.also
def stored_parameters(inventory: Tensors) -> Observed:
    """Hold it against the tensors, where they account for all that is published."""
    return Observed(_by_sizes(inventory) == inventory.parameters, by_sizes=_by_sizes(inventory))


def _by_sizes(it: Config | Tensors) -> int:
    """The tables and the last norm, and what each layer adds."""
    family = "gpt2" if it.fact("architecture") == "GPT2LMHeadModel" else "llama"
    return parameters(family, Sizes(it.fact))
