"""What an unknown address shows: a way on, with every claim's page, which a script sorts."""

from collections.abc import Collection

from claims._checkpoints.catalogue import catalogue
from claims._views.html import Html, join, tag
from claims._views.marks import verdict_mark
from claims._views.other_words import others
from claims._views.place import Place
from claims._views.tally import link, section_link

SAID = "Its address may be an old one, or have a slip in it. Search above, or go on from here:"

# Where a reader can look on, whatever was asked for, if a site has them.
PAGES = ("statements", "folklore", "checkpoints", "compare", "calculator")


def not_found(place: Place, pages: Collection[str]) -> Html:
    """Ways on, then every claim and checkpoint; those that were nearly asked for come up.

    `pages` are the names of all that a site has, such as `checkpoints/gpt2`.
    """
    sections = place.sections()
    ways = [
        tag("a", "Home", href=place.root or "./"),
        *(tag("a", it.capitalize(), href=f"{place.root}{it}/") for it in PAGES if it in pages),
        *(section_link(it) for it in sections),
    ]
    lines = [
        tag(
            "li",
            link(place, it),
            " ",
            verdict_mark(it),
            data_claim=it["id"],
            data_told=" ".join(others(it["statement"])) or None,
        )
        for section in sections
        for it in section.entries
    ]
    checkpoints = [
        tag("li", tag("a", it.id, href=place.checkpoint(it.id)), data_claim=it.id)
        for it in catalogue()
        if f"checkpoints/{it.id}" in pages
    ]
    near = tag("div", tag("h2", "Perhaps you mean"), tag("ol"), hidden="", data_near="")
    return join(
        tag("h1", "There is no such page"),
        tag("p", SAID),
        tag("ul", *(tag("li", it) for it in ways), class_="ways"),
        near,
        *_headed("Every claim", lines),
        *_headed("Every checkpoint", checkpoints),
    )


def _headed(title: str, lines: list[Html]) -> list[Html]:
    return [tag("h2", title), tag("ul", *lines, class_="every-claim")] if lines else []
