"""The page of one claim: the stable address to cite, with everything that was found out."""

from datetime import datetime

from claims._core.discovery import PACKAGE
from claims._core.words import Verdict
from claims._views import controls, left_open, outcomes, parts
from claims._views.attestations import run_elsewhere
from claims._views.code import highlighted
from claims._views.html import Html, join, tag
from claims._views.marks import open_units
from claims._views.other_words import other_words
from claims._views.place import Entry, Place
from claims._views.take_along import cite, report, ways_on
from claims._views.would_change import would_change

SHOWN = "A demonstration decides nothing; it shows what can be measured."


def claim_page(place: Place, claim_id: str) -> Html:
    """Draw the whole page, heading included, with a way back if the section has a page."""
    entry = place.entry(claim_id)
    section = claim_id.partition("/")[0]
    title = place.titles.get(section)
    back = tag("a", title, href=f"{place.root}{section}/") if title else None
    parts_below = _below(place, entry)
    return join(
        tag("p", back, class_="claim-back") if back else None,
        tag("h1", entry["statement"]),
        _summary(place, entry),
        ways_on(place, {_anchor(title) for title, _ in parts_below}),
        *(join(_head(title), content) for title, content in parts_below),
    )


def _summary(place: Place, entry: Entry) -> Html:
    """The verdict and what it comes to, as on a card."""
    kind = "stale" if entry.get("stale") else entry["verdict"]
    return tag(
        "div",
        parts.top(entry),
        parts.problems(place, entry),
        parts.finding(entry),
        parts.told(entry),
        parts.hedge(place, entry),
        parts.follows(place, entry),
        parts.evidence(entry),
        other_words(entry),
        class_=f"claim is-{kind}" + (" is-open" if open_units(entry) else ""),
    )


Part = tuple[str, Html]


def _below(place: Place, entry: Entry) -> list[Part]:
    """Every part of the page below the verdict, with its heading."""
    return [
        *_measured(place, entry),
        ("What would change this verdict", would_change(place, entry)),
        *_elsewhere(place, entry),
        *_how(entry),
        ("Cite", cite(place, entry)),
        ("Report an error", report(place, entry)),
    ]


def _measured(place: Place, entry: Entry) -> list[Part]:
    """Outcomes, what was not run, and controls."""
    units = entry["outcomes"]
    found = []
    if units:
        note = tag("p", SHOWN) if entry["verdict"] == Verdict.UNDECIDABLE else None
        found.append((outcomes.title(entry), join(note, outcomes.in_full(place, units))))
    if why := left_open.reasons(units):
        found.append(("Where a check says nothing", why))
    if left := left_open.not_run(units):
        found.append(("Not run here", left))
    if tried := entry["controls"]:
        said = tag("p", controls.in_short(tried), ".")
        found.append(("Controls", join(said, controls.controls(tried))))
    return found


def _elsewhere(place: Place, entry: Entry) -> list[Part]:
    """What others ran; nothing is run of a claim that follows from others, or has no check."""
    if entry["follows"] or not entry["outcomes"]:
        return []
    return [("Run by others", run_elsewhere(place, entry))]


def _how(entry: Entry) -> list[Part]:
    """Sources, the way to run it, and its code."""
    path = PACKAGE / f"{entry['id']}.py"
    told = [("Sources", parts.sources(entry))] if entry["sources"] else []
    checked = datetime.fromisoformat(entry["checked_at"])
    when = f"Result {entry['key']}, checked on {checked:%Y-%m-%d at %H:%M:%S} UTC."
    run = join(tag("pre", parts.command(entry)), tag("p", when, class_="note"))
    told.append(("Run it", run))
    if path.is_file():
        code = highlighted(path.read_text(encoding="utf-8"))
        told.append(("The claim and its check", join(_to_edit(entry), code)))
    return told


def _to_edit(entry: Entry) -> Html:
    """How someone who has the code changes this check, and sees what comes of it."""
    file, serve = tag("code", f"claims/{entry['id']}.py"), tag("code", "make serve")
    return tag("p", "To edit it, change ", file, "; with ", serve, ", a save runs it again.")


def _anchor(title: str) -> str:
    return title.lower().replace(" ", "-")


def _head(title: str) -> Html:
    """A heading to link to; a search finds what stands above the first, and not the tables."""
    return tag("h2", title, id=_anchor(title), data_search_exclude="true")
