"""What a reader takes along from a claim's page: its link, a citation, a badge, a report."""

from claims._views import citation
from claims._views.badge import badge_of
from claims._views.html import Html, join, tag
from claims._views.marks import verdict_words
from claims._views.place import Entry, Place, page_of

PARTS = {
    "Run this check": "#run-it",
    "What would change this verdict": "#what-would-change-this-verdict",
    "Cite": "#cite",
    "Report an error": "#report-an-error",
}
# Where no setting says where the code is, it is at least shown, with the file to edit.
CODE = "#the-claim-and-its-check"


def ways_on(place: Place, shown: set[str]) -> Html:
    """The line of ways on below the verdict; a script gives the button something to do."""
    copy = tag("button", "Copy link", type="button", hidden="", data_copy_link="")
    links = [tag("a", words, href=to) for words, to in PARTS.items() if to[1:] in shown]
    if place.edit:
        links.append(tag("a", "Edit", href=place.edit, rel="edit"))
    elif CODE[1:] in shown:
        links.append(tag("a", "Edit", href=CODE))
    return tag("p", copy, *links, class_="ways-on", data_search_exclude="true")


def cite(place: Place, entry: Entry) -> Html:
    """In words, for BibTeX, and as a badge with what puts it on another page."""
    at, address = place.published, page_of(entry["id"])
    before, after = citation.bibtex(at, entry)
    image, page = at.shown(f"{address}badge.svg"), at.shown(address)
    words = f"claim {verdict_words(entry)}"
    return join(
        tag("p", citation.plain(at, entry), " ", page, class_="citation"),
        _snippet(join(before, _gap(place), after), "BibTeX"),
        tag("p", "A badge, which always shows the present verdict: ", badge_of(entry)),
        _snippet(join("[![", words, "](", image, ")](", page, ")"), "Markdown"),
    )


def _gap(place: Place) -> Html:
    """The site's own address, or what a script puts it in place of."""
    return place.published.shown("")


def _snippet(content: Html, label: str) -> Html:
    """Something to copy as it stands; it scrolls in its own box, which the keyboard reaches."""
    box = {"tabindex": "0", "role": "region", "aria_label": label}
    return tag("div", tag("pre", tag("code", content), **box), class_="snippet")


def report(place: Place, entry: Entry) -> Html:
    """What a report needs to say, begun; with a repository, a link that opens it there."""
    title = f"{entry['id']}: {verdict_words(entry)}"
    address = page_of(entry["id"])
    rest = "\n".join(
        [
            "",
            f"Verdict shown: {verdict_words(entry)}",
            f"Result: {entry['key']} of {entry['checked_at']}",
            "Checkpoint:",
            "What I measured, and how:",
        ]
    )
    there = place.published.report(title, f"Claim: {place.published.address(address)}{rest}")
    to = tag("p", tag("a", "Report it where the code is", href=there)) if there else None
    say = "Say which checkpoint it is about, what you measured, and how. A text to begin with:"
    if not there:
        say = f"Tell whoever gave you this site. {say}"
    return join(
        tag("p", say), to, _snippet(join("Claim: ", place.published.shown(address), rest), "Report")
    )
