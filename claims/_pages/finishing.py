"""What every page's HTML gets at last, whoever has written it."""

import re
from collections.abc import Callable

UNSCOPED = re.compile(r"<th(?=[\s>])(?![^>]*\sscope=)")
TOUCHING = re.compile(r"(?<=</d[td]>)(?=<d[td]\b)")
# A relative address that names a folder, and what may follow it.
FOLDER = re.compile(r'href="(?P<up>(?:\.{1,2}/)*)(?P<down>(?:[^"/:?#]+/)*)(?P<rest>[?#][^"]*)?"')
# A link to the source of another page, with which an editor can open it.
SOURCE = re.compile(r'href="(?P<source>[^"/:?#]+\.(?:md|ipynb))(?P<rest>#[^"]*)?"')

# Where the theme's frame ends and begins again.
ARTICLE = re.compile(r"<article\b.*</article>", re.S)
BETWEEN_LINES = re.compile(r"\s*\n\s*")


def linked(html: str, address: Callable[[str], str | None]) -> str:
    """Let a notebook's links to files of `docs/` lead to their pages, as those in Markdown do."""

    def to_page(found: re.Match[str]) -> str:
        page = address(found["source"])
        return found[0] if page is None else f'href="{page}{found["rest"] or ""}"'

    return SOURCE.sub(to_page, html)


def scoped(html: str) -> str:
    """Say of each heading of a table what it heads: without a word, it heads its column."""
    return UNSCOPED.sub('<th scope="col"', html)


def apart(html: str) -> str:
    """Keep a list's terms and what is said of them apart where a search takes the text alone."""
    return TOUCHING.sub(" ", html)


def close_set(page: str) -> str:
    """Spare a whole page its frame's indentation and empty lines; what is inside stays."""
    inside = ARTICLE.search(page)
    start, end = inside.span() if inside else (len(page), len(page))
    before, after = (BETWEEN_LINES.sub("\n", it) for it in (page[:start], page[end:]))
    return before + page[start:end] + after


def as_files(html: str) -> str:
    """Let links to pages name their files, since a folder that is opened has no server to do it."""
    return FOLDER.sub(_as_file, html)


def _as_file(found: re.Match[str]) -> str:
    up, down, rest = found["up"], found["down"], found["rest"] or ""
    if not up and not down:
        return found[0]
    file = f"{up}{down[:-1]}.html" if down else f"{up}index.html"
    return f'href="{file}{rest}"'
