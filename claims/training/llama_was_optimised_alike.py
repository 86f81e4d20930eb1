"""Whether LLaMA was trained with Adam and a learning rate schedule."""

from claims import Report, Shown, llama, undecidable


@undecidable(
    statement="LLaMA was optimised likewise: with Adam and a learning rate schedule.",
    because=(
        "Weights don't show by which rule they were changed, nor GPT-2's report what its rule was. "
        "Both models' training code or logs would decide it; the reports say what their authors "
        "chose to tell."
    ),
    about=llama,
    finding=(
        "No checkpoint shows an optimiser; for LLaMA's the reports name {optimizer}, and for the "
        "learning rate {learning_rate_schedule}."
    ),
    sources=["llama-paper-training", "llama-2-paper-training", "llama-3-paper-training"],
)
def llama_was_optimised_alike(report: Report) -> Shown:
    """Show what the report of each generation says of its optimisation."""
    schedule = ("learning_rate_schedule", "warmup_steps")
    return Shown(**report.says("optimizer", *schedule, "weight_decay", "gradient_clipping"))
