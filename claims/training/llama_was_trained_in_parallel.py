"""Whether LLaMA's training was spread over devices better than GPT-2's."""

from claims import Report, Shown, llama, undecidable


@undecidable(
    statement="LLaMA was trained with better parallelism.",
    because=(
        "The same weights come out however the work was spread. Both models' training code, and a "
        "measure of what is better, such as the share of the devices' speed that was used, would "
        "decide it."
    ),
    about=llama,
    finding=(
        "A checkpoint shows at most into how many parts it was cut, LLaMA 1's sizes into {parts}; "
        "of the training the reports tell {parallelism}."
    ),
    sources=["llama-paper-training", "llama-3-paper-training"],
)
def llama_was_trained_in_parallel(report: Report) -> Shown:
    """Show into how many parts Meta's own files are cut, and what the report says."""
    parts = report.parts()
    cut = {"parts": parts} if parts else {}
    return Shown(**cut, **report.says("parallelism"))
