"""Whether scores are divided by the square root of a head's width, by the same in every layer."""

from claims import Behaviour, Observed, altered, claim, gpt2, llama, patched

ROOT = 0.5


@claim(
    statement=(
        "In GPT-2 and in LLaMA attention's scores are divided by the square root of a head's "
        "width, in every layer alike."
    ),
    about=[*gpt2, *llama],
    finding=(
        "In GPT-2 and in LLaMA a score is divided by a head's width to the power of {power}, in "
        "every layer."
    ),
    controls=[
        patched("gpt2", "attn", "weaker_by_layer", expect="failed"),
        patched("llama-7b", "self_attn", "weaker_by_layer", expect="failed"),
        altered("gpt2", scale_attn_by_inverse_layer_idx=True, expect="failed"),
    ],
    origin=["field"],
    sources=[
        "transformer-paper-scores",
        "openai-gpt-2:multihead_attn",
        "meta-llama:Attention",
        "transformers:GPT2Attention",
    ],
)
def scores_are_divided_by_the_root_of_the_head_width(model: Behaviour) -> Observed:
    """By what must queries be divided, for their products with keys to give the weights?"""
    powers = sorted({round(it, 3) for it in model.score_scale().powers})
    return Observed(powers == [ROOT], power=" and ".join(map(str, powers)))
