"""Whether LLaMA was trained with activations computed anew instead of kept."""

from claims import Behaviour, Report, Shown, llama, undecidable


@undecidable(
    statement="LLaMA was trained with gradient checkpointing.",
    because=(
        "Checkpointing trades memory for time and leaves the gradients as they are, so the weights "
        "can't show it. The training code or its settings would decide it."
    ),
    about=llama,
    finding=(
        "No checkpoint shows it, since in the reference code the gradients come out {gradients}, "
        "whether {tensors_kept} activations are kept or {tensors_kept_with_checkpointing}; the "
        "reports tell of {gradient_checkpointing}."
    ),
    sources=["llama-paper-training", "llama-3-paper-training", "checkpointing-paper"],
)
def llama_used_gradient_checkpointing(report: Report) -> Shown:
    """Show what the report of each generation says of it."""
    return Shown(**report.says("gradient_checkpointing"))


@llama_used_gradient_checkpointing.also
def same_gradients(model: Behaviour) -> Shown:
    """Compute the gradients of a small model with and without, and count what is kept for them."""
    with_and_without = model.checkpointing()
    return Shown(
        gradients="the same" if with_and_without.same else "different",
        tensors_kept=with_and_without.kept.tensors,
        tensors_kept_with_checkpointing=with_and_without.kept_with.tensors,
        bytes_kept=with_and_without.kept.bytes,
        bytes_kept_with_checkpointing=with_and_without.kept_with.bytes,
    )
