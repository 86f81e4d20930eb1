"""What came out on each unit: grouped on a card, in full on a claim's own page."""

from collections.abc import Sequence

from claims._core.words import Outcome, Verdict
from claims._views.grid import grid, row
from claims._views.html import Html, join, tag
from claims._views.marks import WORDS, outcome_mark
from claims._views.observed import observed_values, observed_words
from claims._views.place import Entry, Place

LINES = 6  # on a card, which is to be read beside others


def grouped(units: Sequence[Entry], address: str) -> Html:
    """Units of which the same was found share a line; the first lines say what stands against."""
    groups: dict[tuple[str, str, str], list[Entry]] = {}
    for unit in units:
        weakest = next(iter(unit["evidence"]), "")
        same = (unit["outcome"], observed_words(unit["observed"]), weakest)
        groups.setdefault(same, []).append(unit)
    telling = sorted(groups.values(), key=lambda alike: alike[0]["outcome"] == Outcome.PASSED)
    lines = [_line(alike) for alike in telling[:LINES]]
    if left := sum(len(alike) for alike in telling[LINES:]):
        lines.append(tag("li", tag("a", f"and {left} units more", href=address), class_="more"))
    return tag("ul", *lines, class_="outcomes")


def _line(alike: Sequence[Entry]) -> Html:
    """What was found alike on some units, and on which."""
    unit = alike[0]
    weakest = next(iter(unit["evidence"]), "")
    seen = observed_values(unit["observed"])
    return tag(
        "li",
        outcome_mark(unit["outcome"]),
        tag("span", ", ".join(it["unit"] for it in alike), class_="units"),
        tag("span", seen, class_="observed") if observed_words(unit["observed"]) else None,
        tag("small", "weakest link: ", weakest) if weakest else None,
    )


def in_full(place: Place, units: Sequence[Entry]) -> Html:
    """A unit a row: its outcome by each kind of evidence, and the facts that each rests on."""
    rows = [
        row(
            unit["unit"],
            outcome_mark(unit["outcome"]),
            _observed(place, unit["observed"]),
            _levels(unit["levels"]),
        )
        for unit in units
    ]
    heads = ("Unit", "Outcome", "Observed", "By evidence")
    note = "A kind of evidence folds out to the facts that it rests on."
    return grid("Outcomes by unit", heads, tag("tbody", *rows), kind="worded", note=note)


def _observed(place: Place, observed: Entry) -> Html:
    """What was observed; of a claim that follows from others each leads to its page."""
    if not observed or not all(it in place.entries for it in observed):
        return observed_values(observed)
    verdicts = (
        tag("span", tag("a", it, href=place.address(it)), ": ", verdict)
        for it, verdict in observed.items()
    )
    return join(*verdicts, between=" · ")


def _levels(levels: Sequence[Entry]) -> Html:
    """Each kind of evidence; checks of one kind that weren't run are told together."""
    told: dict[object, list[Entry]] = {}
    for number, it in enumerate(levels):
        alike = it["evidence"] if it["outcome"] == Outcome.UNTESTED else number
        told.setdefault(alike, []).append(it)
    return join(*(_level(alike[0], len(alike)) for alike in told.values()))


def _level(level: Entry, checks: int) -> Html:
    """One kind of evidence; what it leans on folds away."""
    many = f" by {checks} checks" if checks > 1 else None
    said = join(tag("b", level["evidence"]), " ", outcome_mark(level["outcome"]), many)
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
