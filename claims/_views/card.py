"""A claim as a card: the verdict first, then what is true, and the proof folded below."""

from claims._views import controls, outcomes, parts
from claims._views.html import Html, join, tag
from claims._views.marks import open_units
from claims._views.place import Entry, Place


def card(place: Place, claim_id: str) -> Html:
    """Draw one claim; the whole proof stands on the claim's own page."""
    entry = place.entry(claim_id)
    address = place.address(claim_id)
    more = tag("a", "Everything about this claim", href=address, class_="more")
    kind = "stale" if entry.get("stale") else entry["verdict"]
    return tag(
        "article",
        parts.top(entry),
        tag("h3", tag("a", entry["statement"], href=address)),
        parts.problems(place, entry),
        parts.finding(entry),
        parts.hedge(place, entry),
        parts.follows(place, entry),
        parts.evidence(entry),
        _proof(entry, address),
        tag("p", parts.command(entry), more, class_="claim-foot"),
        class_=f"claim is-{kind}" + (" is-open" if open_units(entry) else ""),
        id=entry["id"].partition("/")[2],
        data_search_exclude="true",  # a search leads to the claim's own page
    )


def _proof(entry: Entry, address: str) -> Html:
    """Outcomes, controls and sources, each folded under a line that says the main thing."""
    folds = []
    if entry["outcomes"]:
        lines = outcomes.grouped(entry["outcomes"], address)
        folds.append(_fold(outcomes.title(entry), outcomes.in_short(entry), lines))
    if entry["controls"]:
        tried = entry["controls"]
        table = controls.controls(tried, f"Controls: {entry['statement']}")
        folds.append(_fold("Controls", controls.in_short(tried), table))
    if entry["sources"]:
        cited = f"{len(entry['sources'])} cited"
        folds.append(_fold("Sources", cited, parts.sources(entry)))
    return tag("div", *folds, class_="proof")


def _fold(title: str, short: str, content: Html) -> Html:
    said = join(tag("b", title), " ", tag("span", short))
    return tag("details", tag("summary", said), content)
