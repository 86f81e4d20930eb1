"""Whether GPT-2's learning rate followed a schedule."""

from claims import Report, Shown, gpt2, undecidable


@undecidable(
    statement="GPT-2 was trained with a learning rate schedule.",
    because=(
        "Weights don't show how large the steps were that led to them. The training code or a log "
        "of the run would decide it."
    ),
    about=gpt2,
    finding=(
        "No checkpoint shows a schedule; what GPT-2's report tells is {learning_rate_schedule}."
    ),
    sources=["gpt2-report"],
)
def gpt2_used_a_learning_rate_schedule(report: Report) -> Shown:
    """Show what the report says of the learning rate and its warm-up."""
    return Shown(**report.says("learning_rate_schedule", "warmup_steps"))
