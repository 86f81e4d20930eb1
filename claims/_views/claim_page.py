"""The page of one claim: the stable address to cite, with everything that was found out."""

from claims._core.discovery import PACKAGE
from claims._core.words import Verdict
from claims._views import controls, outcomes, parts
from claims._views.attestations import run_elsewhere
from claims._views.code import highlighted
from claims._views.html import Html, join, tag
from claims._views.marks import open_units
from claims._views.place import Entry, Place

SHOWN = "A demonstration decides nothing; it shows what can be measured."


def claim_page(place: Place, claim_id: str, section_title: str | None) -> Html:
    """Draw the whole page, heading included, with a way back if the section has a page."""
    entry = place.entry(claim_id)
    section = claim_id.partition("/")[0]
    back = tag("a", section_title, href=f"{place.root}{section}/") if section_title else None
    kind = "stale" if entry.get("stale") else entry["verdict"]
    summary = tag(
        "div",
        parts.top(entry),
        parts.problems(place, entry),
        parts.finding(entry),
        parts.hedge(place, entry),
        parts.follows(place, entry),
        parts.evidence(entry),
        class_=f"claim is-{kind}" + (" is-open" if open_units(entry) else ""),
    )
    return join(
        tag("p", back, class_="claim-back") if back else None,
        tag("h1", entry["statement"]),
        summary,
        *_measured(entry),
        *_elsewhere(place, entry),
        *_how(entry),
    )


def _measured(entry: Entry) -> list[Html]:
    """Outcomes, what was not run, and controls."""
    units = entry["outcomes"]
    found = []
    if units:
        note = tag("p", SHOWN) if entry["verdict"] == Verdict.UNDECIDABLE else None
        found += [_head(outcomes.title(entry)), join(note, outcomes.in_full(units))]
    if why := outcomes.reasons(units):
        found += [_head("Where a check says nothing"), why]
    if left := outcomes.not_run(units):
        found += [_head("Not run here"), left]
    if entry["controls"]:
        found += [_head("Controls"), tag("p", controls.in_short(entry["controls"]), ".")]
        found.append(controls.controls(entry["controls"]))
    return found


def _elsewhere(place: Place, entry: Entry) -> list[Html]:
    """What others ran; nothing is run of a claim that follows from others, or has no check."""
    if entry["follows"] or not entry["outcomes"]:
        return []
    return [_head("Run by others"), run_elsewhere(place, entry)]


def _how(entry: Entry) -> list[Html]:
    """Sources, the way to run it, and its code."""
    path = PACKAGE / f"{entry['id']}.py"
    told = [_head("Sources"), parts.sources(entry)] if entry["sources"] else []
    told += [_head("Run it"), tag("pre", parts.command(entry))]
    when = f"Result {entry['key']}, checked at {entry['checked_at']}."
    told.append(tag("p", when, class_="note"))
    if path.is_file():
        told += [_head("The claim and its check"), highlighted(path.read_text(encoding="utf-8"))]
    return told


def _head(title: str) -> Html:
    return tag("h2", title, id=title.lower().replace(" ", "-"))
