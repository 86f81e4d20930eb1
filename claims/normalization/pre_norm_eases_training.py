"""Whether norms before the sublayers make training more stable than norms behind them."""

from claims import Behaviour, Shown, gpt2, llama, undecidable


@undecidable(
    statement="Norms before each sublayer make training more stable and ease the gradients' flow.",
    because=(
        "A checkpoint is the end of one training and shows nothing of how another would have gone. "
        "The same model trained with each placement, at several learning rates and depths, would "
        "decide it. What the reference code can show is how gradients start."
    ),
    about=[gpt2[0], llama[0]],
    finding=(
        "No checkpoint decides this; measured, in narrow untrained models of full depth, is how "
        "many times the first layer's gradient is the last's: {first_to_last}."
    ),
    sources=["pre-norm-paper", "transformers:GPT2PreTrainedModel", "llama-paper"],
)
def pre_norm_eases_training(model: Behaviour) -> Shown:
    """Show each layer's gradient at the library's own start, as built and made post-norm."""
    gradients = model.at_full_depth().gradient_depth()
    # One digit, since another draw of the weights gives half or twice as much.
    before, behind = (
        float(f"{norms[0] / norms[-1]:.1g}") for norms in (gradients.as_built, gradients.post_norm)
    )
    return Shown(
        first_to_last=f"{before:,g} in {model.name} ({behind:,g} with its norms moved behind)",
        layers=len(gradients.as_built),
        gradients=[float(f"{it:.2g}") for it in gradients.as_built],
        gradients_made_post_norm=[float(f"{it:.2g}") for it in gradients.post_norm],
    )
