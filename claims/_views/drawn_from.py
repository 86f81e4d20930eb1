"""What a picture was drawn from: the claims whose results it shows, or the records alone."""

from collections.abc import Sequence

from claims._views.html import Html, join, tag
from claims._views.marks import verdict_mark
from claims._views.place import Place
from claims._views.tally import link, section_link

FEW = 2  # more statements than these would be longer than what is said of the picture


def drawn_from(place: Place, claims: Sequence[str]) -> Html:
    """Lead from a picture to its claims, or to their sections where these are many."""
    if not claims:
        records = tag("a", "records of the checkpoints", href=f"{place.root}checkpoints/")
        return join("Drawn from the ", records, ".")
    if len(claims) > FEW:
        named = {it.partition("/")[0] for it in claims}
        found = (it for it in place.sections() if it.entries[0]["id"].partition("/")[0] in named)
        return join("Drawn from results of ", join(*map(section_link, found), between=", "), ".")
    entries = [place.entry(it) for it in claims]
    each = (join(link(place, it), " ", verdict_mark(it)) for it in entries)
    return join("Drawn from the results of: ", join(*each, between=" "))
