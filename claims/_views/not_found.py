"""What an unknown address shows: a way on, with every claim's page, which a script sorts."""

from collections.abc import Mapping

from claims._views.html import Html, join, tag
from claims._views.marks import verdict_mark
from claims._views.place import Place
from claims._views.tally import link, section_link

SAID = "Its address may be an old one, or have a slip in it. Search above, or go on from here:"


def not_found(place: Place, titles: Mapping[str, str]) -> Html:
    """The sections, then every claim; those whose address is nearly the one asked for come up."""
    sections = place.sections(titles)
    ways = [
        tag("a", "Home", href=place.root or "./"),
        *(section_link(it) for it in sections),
    ]
    lines = [
        tag("li", link(place, it), " ", verdict_mark(it), data_claim=it["id"])
        for section in sections
        for it in section.entries
    ]
    near = tag("div", tag("h2", "Perhaps you mean"), tag("ol"), hidden="", data_near="")
    return join(
        tag("h1", "There is no such page"),
        tag("p", SAID),
        tag("ul", *(tag("li", it) for it in ways), class_="ways"),
        near,
        tag("h2", "Every claim"),
        tag("ul", *lines, class_="every-claim"),
    )
