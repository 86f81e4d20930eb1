"""The parts that a card and a claim's page share."""

from claims._core.words import Verdict
from claims._views.html import Html, join, tag
from claims._views.marks import verdict_mark
from claims._views.place import Entry, Place
from claims._views.tally import link

# Wrong altogether comes before wrong by now, and that before wrong in part.
WRONG = (Verdict.REFUTED, Verdict.OUTDATED, Verdict.PARTLY)
ORIGINS = {
    "source": "from the source",
    "field": "asked in the field",
    "folklore": "often repeated",
}


def top(entry: Entry) -> Html:
    """The verdict, and where the statement comes from."""
    origins = ", ".join(ORIGINS[it] for it in entry["origin"])
    origin = tag("span", origins, class_="origin")
    return tag("p", verdict_mark(entry), " ", origin, class_="claim-top")


def told(entry: Entry) -> Html | None:
    """Where it is often repeated."""
    if not entry["told"]:
        return None
    return tag("p", "Told in ", "; ".join(entry["told"]), ".", class_="told")


def problems(place: Place, entry: Entry) -> Html | None:
    """What is wrong with a claim that somebody is editing: it can't be overlooked."""
    found = place.problems.get(entry["id"])
    return tag("ul", *(tag("li", it) for it in found), class_="problems") if found else None


def finding(entry: Entry) -> Html:
    """What is true, and why nothing here decides it if the statement is undecidable."""
    said = []
    if entry["finding"]:
        label = join(tag("b", "Write instead:"), " ") if entry["verdict"] in WRONG else None
        said.append(tag("p", label, entry["finding"], class_="finding"))
    if entry["because"] and entry["because"] != entry["finding"]:
        said.append(tag("p", entry["because"], class_="because"))
    return join(*said)


def hedge(place: Place, entry: Entry) -> Html | None:
    """How far the source committed itself, and which of its alternatives it turned out to be."""
    others = [place.entry(it) for it in entry["alternatives"] if it in place.entries]
    if not entry["hedged"] and not others:
        return None
    words: list[object] = []
    if entry["hedged"]:
        words += ["The source says “", entry["hedged"], "”. "]
    for other in others:
        words += ["Its alternative: ", link(place, other), " ", verdict_mark(other), " "]
        words.append(_turned_out(entry, other))
    return tag("p", *words, class_="hedge")


def _turned_out(entry: Entry, other: Entry) -> str:
    verdicts = (entry["verdict"], other["verdict"])
    if verdicts == (Verdict.REFUTED, Verdict.CONFIRMED):
        return "It turned out to be that one."
    if verdicts == (Verdict.CONFIRMED, Verdict.REFUTED):
        return "It turned out to be this one."
    return ""


def evidence(entry: Entry) -> Html | None:
    """What the verdict rests on, the weakest link by name."""
    if not entry["evidence"]:
        return None
    weakest, *rest = entry["evidence"]
    also = f", with {', '.join(rest)}" if rest else ""
    return tag("p", "Evidence: weakest link ", tag("b", weakest), also, class_="evidence")


def follows(place: Place, entry: Entry) -> Html | None:
    """What a derived claim follows from."""
    if not entry["follows"]:
        return None
    others = [place.entry(it) for it in entry["follows"]]
    lines = [tag("li", link(place, it), " ", verdict_mark(it)) for it in others]
    return tag("div", tag("p", "Follows from:"), tag("ul", *lines), class_="follows")


def sources(entry: Entry) -> Html:
    """What the claim cites; only web addresses become links."""
    lines = []
    for it in entry["sources"]:
        web = it["url"].startswith(("https://", "http://"))
        title = tag("a", it["title"], href=it["url"]) if web else it["title"]
        dated = f" ({it['date']})" if it.get("date") else ""
        lines.append(tag("li", title, dated))
    return tag("ul", *lines, class_="sources")


def command(entry: Entry) -> Html:
    """How to run just this claim."""
    return tag("code", f"pytest claims/{entry['id']}.py", class_="run")
