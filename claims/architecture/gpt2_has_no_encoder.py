"""Whether GPT-2 does without the encoder that the first transformer had."""

from claims import Behaviour, Observed, Tensors, altered, claim, edited, gpt2, random_model


@claim(
    statement="GPT-2 has no encoder layers.",
    about=gpt2,
    finding=(
        "GPT-2 has no encoder: its {layers} layers by size are all of one stack, and "
        "{attends_elsewhere:range} of them attend to anything but that stack's own tokens."
    ),
    controls=[
        altered("gpt2", add_cross_attention=True, expect="failed"),
        random_model("opt", expect="passed"),
        edited("gpt2", extra=["encoder.block.0.layer.0.weight"], expect="failed"),
    ],
    sources=["gpt2-report", "transformer-paper", "transformers:GPT2Model"],
)
def gpt2_has_no_encoder(model: Behaviour) -> Observed:
    """Does any block have parameters that a pass over one text leaves unused, as an encoder's?"""
    unused = model.unused()
    return Observed(
        not unused.blocks, layers=model.stated("layers"), attends_elsewhere=unused.blocks
    )


@gpt2_has_no_encoder.also
def stored_tensors(inventory: Tensors) -> Observed:
    """An encoder, or attention to one, would be stored."""
    found = inventory.named(r".*(encoder|cross_?att|q_attn).*")
    return Observed(not found, tensors_of_an_encoder=len(found))
