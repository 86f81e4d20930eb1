"""Whether LLaMA's attention depends on how far tokens are apart, and not on where they stand."""

from claims import Behaviour, Observed, checkpoint, claim, llama, patched, random_model


@claim(
    statement="LLaMA's attention uses relative position encoding.",
    about=llama,
    hedged="may",
    alternatives=["attention/llama_attention_is_linear"],
    finding=(
        "LLaMA's attention depends on {depends_on}, in effect, through {positions} positions."
    ),
    controls=[
        patched("llama-7b", "model", "learned_table", expect="failed"),
        patched("llama-7b", "rotary_emb", "no_rotation", expect="failed"),
        checkpoint("gpt2", expect="failed"),
        random_model("gpt_neox", expect="passed"),
    ],
    sources=["rope-paper", "llama-paper", "transformers:LlamaAttention"],
)
def llama_attention_is_relative_in_position(model: Behaviour) -> Observed:
    """Do logits stay as all positions move on, and change as their distances grow?"""
    turn = model.rotation()
    relative = bool(turn.relative)
    return Observed(
        relative,
        depends_on="the distance of two tokens alone"
        if relative
        else "more than distance, or less",
        positions="rotary" if turn.rotates else "other",
    )
