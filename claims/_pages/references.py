"""References to claims in prose: `[words](claim:section/name)` becomes a link with its verdict."""

from bs4 import BeautifulSoup

from claims._views.html import Html, join, tag
from claims._views.marks import verdict_mark
from claims._views.place import Place

SCHEME = "claim:"


def resolve(html: str, place: Place) -> tuple[str, list[str]]:
    """Put the present verdict into each reference; hand back what refers to no claim."""
    if f'"{SCHEME}' not in html:
        return html, []
    soup = BeautifulSoup(html, "lxml")
    unknown = []
    for anchor in soup.select(f'a[href^="{SCHEME}"]'):
        claim_id = str(anchor["href"]).removeprefix(SCHEME)
        words = Html(anchor.decode_contents())
        if claim_id not in place.entries:
            unknown.append(claim_id)
        made = reference(place, claim_id, words)
        anchor.replace_with(BeautifulSoup(made, "html.parser"))
    return soup.body.decode_contents() if soup.body else "", unknown


def reference(place: Place, claim_id: str, words: Html) -> Html:
    """The link with its mark; to an unknown claim, a mark that can't be overlooked."""
    wrong = "; ".join(place.problems.get(claim_id, ()))
    if claim_id not in place.entries:
        missing = tag("span", wrong or f"unknown claim {claim_id}", class_="missing")
        return join(words, " ", missing)
    mark = verdict_mark(place.entries[claim_id])
    link = tag("a", words, " ", mark, href=place.address(claim_id), class_="reference")
    return join(link, " ", tag("span", wrong, class_="missing")) if wrong else link
