"""What every page's HTML gets at last, whoever has written it."""

import re

UNSCOPED = re.compile(r"<th(?=[\s>])(?![^>]*\sscope=)")
# A relative address that names a folder, and what may follow it.
FOLDER = re.compile(r'href="(?P<up>(?:\.{1,2}/)*)(?P<down>(?:[^"/:?#]+/)*)(?P<rest>[?#][^"]*)?"')


def scoped(html: str) -> str:
    """Say of each heading of a table what it heads: without a word, it heads its column."""
    return UNSCOPED.sub('<th scope="col"', html)


def as_files(html: str) -> str:
    """Let links to pages name their files, since a folder that is opened has no server to do it."""
    return FOLDER.sub(_as_file, html)


def _as_file(found: re.Match[str]) -> str:
    up, down, rest = found["up"], found["down"], found["rest"] or ""
    if not up and not down:
        return found[0]
    file = f"{up}{down[:-1]}.html" if down else f"{up}index.html"
    return f'href="{file}{rest}"'
