"""Controls: where the check must come out as declared, beside what it came out as."""

from collections.abc import Sequence

from claims._views.html import Html, tag
from claims._views.marks import outcome_mark
from claims._views.observed import observed_words
from claims._views.place import Entry


def controls(tried: Sequence[Entry]) -> Html:
    """A table of what was expected and what was measured."""
    heads = ("Control", "Expected", "Measured", "Observed")
    head = tag("tr", *(tag("th", it, scope="col") for it in heads))
    rows = [
        tag(
            "tr",
            tag("th", it["on"], scope="row"),
            tag("td", outcome_mark(it["expect"])),
            tag("td", outcome_mark(it["outcome"])),
            tag("td", observed_words(it["observed"]) or it["reason"]),
        )
        for it in tried
    ]
    table = tag("table", tag("thead", head), tag("tbody", *rows), class_="grid")
    about = {"role": "region", "tabindex": "0", "aria_label": "Controls"}
    return tag("div", table, class_="comparison controls", **about)


def in_short(tried: Sequence[Entry]) -> str:
    """How many controls came out as they must."""
    right = sum(it["outcome"] == it["expect"] for it in tried)
    return f"{right} of {len(tried)} came out as they must"
