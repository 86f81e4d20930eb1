"""Whether there is a LLaMA 3."""

import re
from datetime import date

from claims import Family, Observed, claim, snapshot, snapshots

THEN, NOW = snapshots("llama")
DAY_BEFORE, SAME_DAY = snapshots("llama", date(2024, 4, 17), date(2024, 4, 18))
THREES = [name for name in NOW.members if re.match(r"llama-3[-.]", name)]  # no llama-30b


@claim(
    statement="There is no LLaMA 3.",
    about=[THEN, NOW],
    finding="There is a Llama 3, released on {released} and followed by {followed_by}.",
    controls=[
        snapshot(NOW, without=THREES, expect="passed"),
        snapshot(DAY_BEFORE, expect="passed"),
        snapshot(SAME_DAY, expect="failed"),
    ],
    sources=["llama-2-paper", "llama-3-paper"],
)
def llama_3_does_not_exist(family: Family) -> Observed:
    """Look for a generation of that number among those released by the day."""
    days = {it: day for it, day in family.generations.items() if it.startswith("llama-3")}
    if not days:
        return Observed(True, newest=max(family.generations, key=family.generations.__getitem__))
    first, *later = [it.replace("llama-", "Llama ") for it in days]
    released = min(days.values()).isoformat()
    return Observed(False, first=first, released=released, followed_by=later or None)
