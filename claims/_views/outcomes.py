"""What came out on each unit: grouped on a card, in full on a claim's own page."""

from collections.abc import Sequence

from claims._core.words import Outcome, Verdict
from claims._views.grid import grid, row
from claims._views.html import Html, join, tag
from claims._views.marks import WORDS, outcome_mark
from claims._views.observed import observed_values, observed_words
from claims._views.place import Entry


def grouped(units: Sequence[Entry]) -> Html:
    """Units of which the same was found share a line."""
    groups: dict[tuple[str, str, str], list[Entry]] = {}
    for unit in units:
        weakest = next(iter(unit["evidence"]), "")
        same = (unit["outcome"], observed_words(unit["observed"]), weakest)
        groups.setdefault(same, []).append(unit)
    lines = [
        tag(
            "li",
            outcome_mark(outcome),
            tag("span", ", ".join(it["unit"] for it in alike), class_="units"),
            tag("span", observed_values(alike[0]["observed"]), class_="observed")
            if words
            else None,
            tag("small", "weakest link: ", weakest) if weakest else None,
        )
        for (outcome, words, weakest), alike in groups.items()
    ]
    return tag("ul", *lines, class_="outcomes")


def in_full(units: Sequence[Entry]) -> Html:
    """A unit a row: its outcome by each kind of evidence, and the facts that each rests on."""
    rows = [
        row(
            unit["unit"],
            outcome_mark(unit["outcome"]),
            observed_values(unit["observed"]),
            join(*(_level(level) for level in unit["levels"])),
        )
        for unit in units
    ]
    heads = ("Unit", "Outcome", "Observed", "By evidence")
    note = "A kind of evidence folds out to the facts that it rests on."
    return grid("Outcomes by unit", heads, tag("tbody", *rows), note=note)


def _level(level: Entry) -> Html:
    """One kind of evidence; what it leans on folds away."""
    said = join(tag("b", level["evidence"]), " ", outcome_mark(level["outcome"]))
    if level["outcome"] == Outcome.UNTESTED or not level["rests_on"]:
        return tag("div", said)
    facts = [
        tag("li", it["fact"].replace("_", " "), ": ", tag("b", it["evidence"]), ", ", it["from"])
        for it in level["rests_on"]
    ]
    return tag("details", tag("summary", said), tag("ul", *facts))


def title(entry: Entry) -> str:
    """What the outcomes of a claim are: of an undecidable one they decide nothing."""
    return "Shown" if entry["verdict"] == Verdict.UNDECIDABLE else "Outcomes"


def in_short(entry: Entry) -> str:
    """On how many units each outcome came out, in one line."""
    seen = [unit["outcome"] for unit in entry["outcomes"]]
    if entry["verdict"] == Verdict.UNDECIDABLE:
        return f"on {len(seen)}"
    return ", ".join(f"{WORDS.get(it, it)} on {seen.count(it)}" for it in Outcome if it in seen)
