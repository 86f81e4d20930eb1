"""Whether LLaMA takes up ideas that are newer than GPT-2."""

from datetime import date

from claims import (
    Behaviour,
    Observed,
    checkpoint,
    claim,
    llama,
    patched,
    published_on,
    random_model,
)

GPT2_IS_FROM = published_on("gpt2-report")


@claim(
    statement="LLaMA takes up more recent ideas than GPT-2 does.",
    about=llama,
    finding=("Younger than GPT-2 are, in LLaMA: {newer_parts:units}."),
    controls=[
        checkpoint("gpt2", expect="failed"),
        random_model("opt", expect="failed"),
        patched("gpt2", "transformer", "rms_norm", expect="passed"),
        random_model("gpt_neox", expect="passed"),
    ],
    sources=[
        "gpt2-report",
        "rmsnorm-paper",
        "glu-paper",
        "rope-paper",
        "gqa-paper",
        "llama-paper",
    ],
)
def llama_uses_newer_parts(model: Behaviour) -> Observed:
    """Which of its parts were published after GPT-2, by the dates of their papers?"""
    parts = {
        "RMSNorm": (model.norms().kind == "rmsnorm", "rmsnorm-paper"),
        "gated feed-forward network": (model.feed_forward().gated, "glu-paper"),
        "rotary positions": (model.rotation().rotates, "rope-paper"),
        "grouped queries": (model.head_sharing().kind == "grouped-query", "gqa-paper"),
    }
    found = [name for name, (there, paper) in parts.items() if there and _newer(paper)]
    return Observed(bool(found), newer_parts=" + ".join(found) or "none")


def _newer(paper: str) -> bool:
    published: date = published_on(paper)
    return published > GPT2_IS_FROM
