"""One widely held belief at the size of a screen: its verdict, what came out, and the proof."""

from collections.abc import Sequence

from claims._core.words import Outcome
from claims._views import controls, parts
from claims._views.html import Html, join, tag
from claims._views.marks import open_units, outcome_mark, verdict_mark
from claims._views.place import Entry, Place
from claims._views.units import folded

DECIDED = {Outcome.PASSED, Outcome.FAILED}


def myth(place: Place, claim_id: str) -> Html:
    """The statement as one has read it, which leads to everything else about it."""
    entry = place.entry(claim_id)
    kind = "stale" if entry.get("stale") else entry["verdict"]
    statement = tag("a", entry["statement"], href=place.address(claim_id))
    said = {
        "What came out": _came_out(entry["outcomes"]),
        "Can it come out otherwise?": _otherwise(entry),
        "Try it": parts.command(entry),
    }
    return tag(
        "section",
        tag("p", "You may have read: ", verdict_mark(entry), class_="claim-top"),
        tag("p", "“", statement, "”", class_="belief"),
        parts.problems(place, entry),
        parts.finding(entry),
        tag("dl", *(join(tag("dt", it), tag("dd", said[it])) for it in said if said[it])),
        class_=f"claim myth is-{kind}" + (" is-open" if open_units(entry) else ""),
    )


def _came_out(units: Sequence[Entry]) -> Html | None:
    """Each outcome with its units; what was measured on them is in the finding, in words."""
    groups: dict[str, list[str]] = {}
    for unit in units:
        groups.setdefault(unit["outcome"], []).append(unit["unit"])
    lines = []
    for outcome, names in groups.items():
        share = f"all {len(units)}" if len(groups) == 1 else f"{len(names)} of {len(units)}"
        on = f" on {share} that it is about ({', '.join(folded(names))})"
        lines.append(tag("div", "The statement ", outcome_mark(outcome), on))
    return join(*lines) if lines else None


def _otherwise(entry: Entry) -> Html | None:
    """A control on which the check came to the other outcome, and how many are right."""
    came = {it["outcome"] for it in entry["outcomes"]}
    others = [it for it in entry["controls"] if it["outcome"] in DECIDED - came]
    if not others:
        return None
    # A part replaced under an unchanged config catches a check that merely reads the config.
    shown = next((it for it in others if it["kind"] == "Patched"), others[0])
    seen = outcome_mark(shown["outcome"])
    right = controls.in_short(entry["controls"])
    said = f". Of its controls, where it is known beforehand what must come out, {right}."
    return join("Yes. On ", tag("b", shown["on"]), " it ", seen, said)
