"""Controls: where the check must come out as declared, beside what it came out as."""

from collections.abc import Sequence

from claims._views.code import with_code
from claims._views.grid import grid, row
from claims._views.html import Html, tag
from claims._views.marks import outcome_mark
from claims._views.observed import observed_values
from claims._views.place import Entry


def controls(tried: Sequence[Entry], label: str = "Controls") -> Html:
    """A table of what was expected and what was measured; its label is the only one of a page."""
    rows = [
        row(
            it["on"],
            outcome_mark(it["expect"]),
            outcome_mark(it["outcome"]),
            observed_values(it["observed"]) or with_code(it["reason"]),
        )
        for it in tried
    ]
    heads = ("Control", "Expected", "Measured", "Observed")
    return grid(label, heads, tag("tbody", *rows), kind="controls worded")


def in_short(tried: Sequence[Entry]) -> str:
    """How many controls came out as they must."""
    right = sum(it["outcome"] == it["expect"] for it in tried)
    return f"{right} of {len(tried)} came out as they must"
