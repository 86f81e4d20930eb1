"""Whether LLaMA was trained in more than one precision."""

from claims import Report, Shown, llama, undecidable


@undecidable(
    statement="LLaMA was trained with mixed precision.",
    because=(
        "A file is stored in the precision that was chosen when it was saved, whatever the "
        "training computed in. The training code or its settings would decide it."
    ),
    about=llama,
    finding=(
        "A checkpoint shows no precision but the one that it is stored in ({stored_as}); the "
        "training's, by the reports: {mixed_precision}."
    ),
    sources=["llama-paper-training", "llama-3-paper-training", "mixed-precision-paper"],
)
def llama_used_mixed_precision(report: Report) -> Shown:
    """Show the precision that each checkpoint is stored in, and what its report says."""
    stored = report.stated("dtype") or "not stated"
    return Shown(stored_as=stored, **report.says("mixed_precision"))
