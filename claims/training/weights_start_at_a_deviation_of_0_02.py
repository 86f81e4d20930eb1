"""Whether both families' weights are drawn with a standard deviation of 0.02 at first."""

from math import isclose

from claims import (
    Behaviour,
    Config,
    Inapplicable,
    Observed,
    altered,
    claim,
    gpt2,
    llama,
    patched,
    random_model,
)

DEVIATION = 0.02
# The draws of small matrices are off by 3 % at most.
AS_DRAWN = 0.05


@claim(
    statement="Built anew from its config, each model starts from a standard deviation of 0.02.",
    about=[*gpt2, *llama],
    finding=(
        "The configs state {stated}, and so LLaMA's reference class draws every matrix; GPT-2's "
        "divides that by {divided_by} in {others}, which writes into the residual stream."
    ),
    controls=[
        altered("llama-3-8b", initializer_range=0.2, expect="failed"),
        patched("llama-7b", "down_proj", "faint", expect="failed"),
        random_model("opt", expect="passed"),
    ],
    origin=["field"],
    sources=["transformers:GPT2PreTrainedModel", "transformers:LlamaPreTrainedModel"],
)
def weights_start_at_a_deviation_of_0_02(config: Config) -> Observed:
    """Read what the config states."""
    stated = config.stated("initializer_range")
    if stated is None:
        raise Inapplicable("no file of it states a deviation, and the class has one by default")
    return Observed(stated == DEVIATION, stated=stated)


@weights_start_at_a_deviation_of_0_02.also
def as_drawn(model: Behaviour) -> Observed:
    """Measure every kind of matrix as the library draws it, before any draw of ours."""
    spread = model.initial_spread()
    others = {kind: it for kind, it in spread.deviations.items() if not _is_stated(it)}
    if not others:
        return Observed(True, others=None)
    by_depth = all(_is_stated(it * (2 * spread.layers) ** 0.5) for it in others.values())
    divided_by = "√(2 × layers)" if by_depth else "another factor"
    return Observed(False, others=sorted(others), divided_by=divided_by)


def _is_stated(deviation: float) -> bool:
    return isclose(deviation, DEVIATION, rel_tol=AS_DRAWN)
