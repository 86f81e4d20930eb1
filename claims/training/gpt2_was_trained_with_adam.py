"""Whether Adam was the optimiser that GPT-2 was trained with."""

from claims import Report, Shown, Tensors, gpt2, undecidable


@undecidable(
    statement="GPT-2 was trained with Adam.",
    because=(
        "Weights don't show by which rule they were changed. The training code, a log of the run "
        "or the saved state of its optimiser would decide it."
    ),
    about=gpt2,
    finding=(
        "No checkpoint shows an optimiser: among the tensors that are listed {averages_stored} are "
        "averages such as Adam keeps, and GPT-2's own is {optimizer}."
    ),
    sources=["gpt2-report"],
)
def gpt2_was_trained_with_adam(report: Report) -> Shown:
    """Show what the report says of the optimiser."""
    return Shown(**report.says("optimizer"))


@gpt2_was_trained_with_adam.also
def stored_state(inventory: Tensors) -> Shown:
    """Adam keeps two averages for each parameter; look for them among the stored tensors."""
    return Shown(averages_stored=len(inventory.named(r"(?i).*(adam|exp_avg|moment).*")))
