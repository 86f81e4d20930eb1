"""Whether GPT-2 is published with dropout, and LLaMA without."""

from claims import Behaviour, Config, Observed, altered, claim, gpt2, llama, patched, random_model

NO_DROPOUT = {"embedding_dropout": 0.0, "attention_dropout": 0.0, "residual_dropout": 0.0}


@claim(
    statement="Of the two families, GPT-2 alone is published with a dropout.",
    about=[*gpt2, *llama],
    finding=(
        "GPT-2's files state a dropout of {rates} ({places}) and LLaMA's, where they state one, "
        "{llama_rates}: in training mode GPT-2's outputs alone are left to chance."
    ),
    controls=[
        altered("gpt2", **NO_DROPOUT, expect="failed"),
        altered("llama-3-8b", attention_dropout=0.1, expect="failed"),
        patched("llama-7b", "mlp", "dropout", expect="failed"),
        random_model("opt", expect="failed"),
    ],
    origin=["field"],
    sources=["transformers:GPT2Config", "transformers:LlamaConfig"],
)
def dropout_is_stated_for_gpt2_alone(config: Config) -> Observed:
    """Does the config state a rate above 0, and is it GPT-2's?"""
    rates = {word.removesuffix("_dropout"): config.stated(word) for word in NO_DROPOUT}
    dropped = {place: rate for place, rate in rates.items() if rate}
    if is_gpt2(config):
        return Observed(bool(dropped), rates=sorted(set(dropped.values())), places=sorted(dropped))
    stated = sorted({rate for rate in rates.values() if rate is not None})
    return Observed(not dropped, llama_rates=stated or None)


@dropout_is_stated_for_gpt2_alone.also
def outputs_in_training(model: Behaviour) -> Observed:
    """Do two runs in training mode differ, and is it GPT-2?"""
    return Observed(model.dropout().random == is_gpt2(model), random=model.dropout().random)


def is_gpt2(facts: Behaviour | Config) -> bool:
    """Tell by the class that the facts name."""
    return bool(facts.fact("architecture") == "GPT2LMHeadModel")
