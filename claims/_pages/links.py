"""Checking a built site: dead links, dead anchors, and anything that asks another host."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

from bs4 import BeautifulSoup, Tag

# A browser fetches these by itself; `<a href>` it only follows when someone clicks.
FETCHED = {
    "src": ("script", "img", "iframe", "audio", "video", "source", "embed", "input", "track"),
    "href": ("link", "image", "use"),
    "data": ("object",),
    "poster": ("video",),
    "srcset": ("img", "source"),
}
# Links of these kinds say something about the page and fetch nothing.
SAYING = {"canonical", "prev", "next", "alternate", "author", "license", "edit"}
IN_STYLE = re.compile(r"""(?:url\(|@import\s+)\s*["']?((?:https?:)?//[^"')\s]+)""", re.I)


def problems(site: Path) -> list[str]:
    """Everything wrong with the links of a built site, by page."""
    anchors = cache(lambda path: _anchors(path))
    found = []
    for page in sorted(site.rglob("*.html")):
        soup = _parse(page)
        name = page.relative_to(site).as_posix()
        found += [f"{name}: {what}" for what in _foreign(soup)]
        for link in _internal(soup):
            target = _target(site, page, link)
            fragment = unquote(urlsplit(link).fragment)
            if not target.is_file():
                found.append(f"{name}: dead link {link}")
            elif fragment and target.suffix == ".html" and fragment not in anchors(target):
                found.append(f"{name}: dead anchor {link}")
    for sheet in sorted(site.rglob("*.css")):
        asked = IN_STYLE.findall(sheet.read_text(encoding="utf-8"))
        found += [f"{sheet.relative_to(site)}: would ask another host for {it}" for it in asked]
    return list(dict.fromkeys(found))


def _parse(page: Path) -> BeautifulSoup:
    return BeautifulSoup(page.read_text(encoding="utf-8"), "lxml")


def _anchors(page: Path) -> set[str]:
    """What a link can point at on a page; `#` and `#top` are the page's own head."""
    soup = _parse(page)
    names = {str(it["id"]) for it in soup.select("[id]")}
    return names | {str(it["name"]) for it in soup.select("a[name]")} | {"top"}


def _links(soup: BeautifulSoup) -> Iterator[tuple[Tag, str]]:
    """Every address on a page, with the element that holds it."""
    for element in soup.find_all(True):
        for attribute in ("src", "href", "data", "poster", "srcset"):
            value = element.get(attribute)
            if not isinstance(value, str) or element.name == "base":
                continue
            several = value.split(",") if attribute == "srcset" else [value]
            yield from ((element, it.split()[0]) for it in several if it.split())


def _internal(soup: BeautifulSoup) -> Iterator[str]:
    """Addresses inside the site; data: and mailto: point nowhere that could be dead."""
    for _, address in _links(soup):
        parts = urlsplit(address)
        if not parts.scheme and not parts.netloc:
            yield address


def _target(site: Path, page: Path, address: str) -> Path:
    """The file that an address leads to."""
    path = unquote(urlsplit(address).path)
    if not path:
        return page
    target = site / path.lstrip("/") if path.startswith("/") else page.parent / path
    return target / "index.html" if path.endswith("/") or target.is_dir() else target


def _foreign(soup: BeautifulSoup) -> Iterator[str]:
    """What would make a browser ask another host without a click."""
    for element, address in _links(soup):
        parts = urlsplit(address)
        if parts.scheme in ("http", "https") or (parts.netloc and not parts.scheme):
            kinds = [it for it, names in FETCHED.items() if element.name in names]
            relation = set(element.get_attribute_list("rel"))
            if kinds and not (element.name == "link" and relation & SAYING):
                yield f"<{element.name}> would ask another host for {address}"
    styles = [it.get_text() for it in soup.find_all("style")]
    styles += [str(it["style"]) for it in soup.select("[style]")]
    for style in styles:
        yield from (f"a style would ask another host for {it}" for it in IN_STYLE.findall(style))
