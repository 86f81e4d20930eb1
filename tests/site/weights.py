"""What pages weigh, as a host sends them."""

import gzip
from functools import cache
from urllib.parse import unquote, urlsplit

from attrs import define

NOTEBOOK, FIRST_VIEW = 15_000, 200_000  # bytes, gzipped
LEVEL = 6  # what most hosts compress at


@define
class Weight:
    """A page's own bytes, and those of all that its first view asks for."""

    path: str
    raw: int
    page: int
    first_view: int


def weight(site, visit, shared):
    """What is sent for a visit with nothing kept from before, and what any page asks for later."""
    own = file_of(site, visit.path)
    asked = {urlsplit(it).path for it in (*visit.asked, *shared)}
    return Weight(
        visit.path or "(home)",
        own.stat().st_size,
        gzipped(own),
        sum(gzipped(file_of(site, unquote(it.lstrip("/")))) for it in asked),
    )


def file_of(site, path):
    """The file at an address."""
    found = site / path
    return found / "index.html" if found.is_dir() else found


@cache
def gzipped(path):
    """The size of a file as it is sent."""
    return len(gzip.compress(path.read_bytes(), LEVEL, mtime=0))


def table(weights):
    """All of them as Markdown, the heaviest first."""
    rows = ["| page | raw | gzipped | first view, gzipped |", "|---|--:|--:|--:|"]
    for it in sorted(weights, key=lambda it: -it.page):
        rows.append(f"| {it.path} | {it.raw:,} | {it.page:,} | {it.first_view:,} |")
    return "\n".join(rows) + "\n"
