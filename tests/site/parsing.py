"""Built pages as trees, each read once: there are many, and several tests ask all of them."""

from functools import cache

import lxml.html


@cache
def parsed(file):
    """A page's elements."""
    return lxml.html.document_fromstring(file.read_bytes())
