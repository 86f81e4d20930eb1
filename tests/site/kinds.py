"""The kinds of pages: a few that together hold all that any page of the site is made of."""

from functools import cache

from tests.site.built import pages
from tests.site.parsing import parsed
from tests.site.weights import file_of


@cache
def kinds(site, which="//body//*"):
    """The fewest pages, nearly, on which every class of element stands under every other's.

    Colours, sizes and roles go by an element's kind and by what it stands in. So what is wrong
    with one of these is wrong on a page of its kind, and what isn't is right on all of them.
    Fewer pages do where only some elements matter: those that an XPath finds.
    """
    parts = {path: _parts(file_of(site, path), which) for path in pages(site)}
    left, chosen = set().union(*parts.values()), []
    while left:
        path = max(parts, key=lambda it: len(parts[it] & left))
        chosen.append(path)
        left -= parts[path]
    return chosen


def _parts(file, which):
    """Each element of a page by its name and classes, with those of what it stands in."""
    return {(_name(it.getparent()), _name(it)) for it in parsed(file).xpath(which)}


def _name(element):
    return (element.tag, *sorted(element.get("class", "").split()))
