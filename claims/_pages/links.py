"""Checking a built site: dead links, dead anchors, and anything that asks another host."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

from bs4 import BeautifulSoup, Tag
from bs4.element import ProcessingInstruction

# Attributes that hold an address; an `<a>` is followed only when someone clicks.
ADDRESSES = ("src", "href", "xlink:href", "data", "poster", "background", "action", "formaction")
CLICKED = ("href", "xlink:href")
SEVERAL = ("srcset", "imagesrcset")
ONE_OF_SEVERAL = re.compile(r"[\s,]*(\S*[^\s,])(?:\s[^,]*)?(?:,|$)")
SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.I)
FOLLOWED = {"http", "https", "mailto"}
# Links of these kinds alone say something about the page and fetch nothing.
SAYING = {"canonical", "prev", "next", "alternate", "author", "license", "edit"}
# What a browser takes for another host's address, in a text and as a whole.
HOST = r"(?:(?:https?|wss?|ftp):|{}[/\\]{{2,}}[^\s/\\])"
MENTIONED = re.compile(HOST.format(r"(?<![\w./\\-])"), re.I)
WHOLE = re.compile(HOST.format(""), re.I)
# Only addresses to another host are looked for in scripts that could ask for one.
ASKING = re.compile(
    r"\b(?:\w*fetch|import\w*|XMLHttpRequest|WebSocket|EventSource|sendBeacon|\w*Worker|src)\b"
)
IN_SCRIPT = re.compile(r"""["'`]\s*((?:(?:https?|wss?):)?//[^\s"'`]+)""", re.I)
# The parts of a style sheet that can hold an address: strings and url(…), in any spelling. A
# string after `=` is compared with an attribute; a comment holds nothing.
IN_STYLE = re.compile(
    r"/\*.*?(?:\*/|\Z)"
    r"""|(?:(?P<compared>=)\s*)?(?P<mark>["'])(?P<string>(?:\\.|(?!(?P=mark))[^\\\n])*)(?P=mark)?"""
    r"""|(?:\\?u|\\0{0,4}[57]5\s?)(?:\\?r|\\0{0,4}[57]2\s?)(?:\\?l|\\0{0,4}[46]c\s?)"""
    r"""\(\s*(?!["'\s])(?P<url>(?:\\.|[^)\\])*)""",
    re.I | re.S,
)
ESCAPE = re.compile(r"\\(?:([0-9a-f]{1,6})\s?|\n|(.))", re.I | re.S)


def problems(site: Path, root: str = "/") -> list[str]:
    """Everything wrong with the links of a built site, by page; `root` is where it will stand."""
    site = site.resolve()
    anchors = cache(lambda path: _anchors(path))
    found = []
    for page in sorted([*site.rglob("*.html"), *site.rglob("*.svg")]):
        soup = _parse(page)
        name = page.relative_to(site).as_posix()
        found += [f"{name}: {what}" for what in (*_schemes(soup), *_foreign(soup))]
        for link in _internal(soup):
            target = _target(site, page, link, root)
            fragment = unquote(urlsplit(link).fragment)
            if not target.is_relative_to(site):
                found.append(f"{name}: leads out of the site: {link}")
            elif not target.is_file():
                found.append(f"{name}: dead link {link}")
            elif fragment and target.suffix == ".html" and fragment not in anchors(target):
                found.append(f"{name}: dead anchor {link}")
    for sheet in sorted(site.rglob("*.css")):
        asked = _in_style(sheet.read_text(encoding="utf-8"))
        found += [f"{sheet.relative_to(site)}: would ask another host for {it}" for it in asked]
    return list(dict.fromkeys(found))


def _parse(page: Path) -> BeautifulSoup:
    parser = "xml" if page.suffix == ".svg" else "lxml"
    return BeautifulSoup(page.read_text(encoding="utf-8"), parser)


def _anchors(page: Path) -> set[str]:
    """What a link can point at on a page; `#` and `#top` are the page's own head."""
    soup = _parse(page)
    names = {str(it["id"]) for it in soup.select("[id]")}
    return names | {str(it["name"]) for it in soup.select("a[name]")} | {"top"}


def _links(soup: BeautifulSoup) -> Iterator[tuple[Tag, str]]:
    """Every address on a page, as a browser reads it, with the element that holds it."""
    for element in soup.find_all(True):
        for name, value in _attributes(element):
            if name in SEVERAL:
                yield from ((element, it) for it in ONE_OF_SEVERAL.findall(value))
            elif name in ADDRESSES and element.name != "base" and value.strip():
                yield element, _without_breaks(value)


def _attributes(element: Tag) -> Iterator[tuple[str, str]]:
    """An element's attributes, those with several values as one text."""
    for name, value in element.attrs.items():
        yield name.lower(), value if isinstance(value, str) else " ".join(value)


def _without_breaks(address: str) -> str:
    """An address without what browsers drop from it."""
    return re.sub(r"[\t\n\r]", "", address).strip("".join(map(chr, range(33))))


def _schemes(soup: BeautifulSoup) -> Iterator[str]:
    """Addresses of a kind that no page has a use for; http is judged by what asks for it."""
    for element, address in _links(soup):
        scheme = SCHEME.match(address)
        allowed = FOLLOWED if element.name == "a" else {"http", "https"}
        allowed = allowed | {"data"} if element.name == "img" else allowed
        if scheme and scheme[1].lower() not in allowed:
            yield f"<{element.name}> has a link of unknown kind: {address[:80]}"


def _internal(soup: BeautifulSoup) -> Iterator[str]:
    """Addresses inside the site; data: and mailto: point nowhere that could be dead."""
    for _, address in _links(soup):
        if not SCHEME.match(address) and not WHOLE.match(address):
            yield address


def _target(site: Path, page: Path, address: str, root: str) -> Path:
    """The file that an address leads to; one that begins at the host's root may leave the site."""
    path = unquote(urlsplit(address).path).replace("\\", "/")
    if path.startswith("/"):
        path = f"/{path.removeprefix(root)}" if path.startswith(root) else f"/..{path}"
    if not path:
        return page
    target = site / path.lstrip("/") if path.startswith("/") else page.parent / path
    target = target.resolve()
    return target / "index.html" if path.endswith("/") or target.is_dir() else target


def _foreign(soup: BeautifulSoup) -> Iterator[str]:
    """What would make a browser ask another host without a click."""
    for element in soup.find_all(True):
        for name, value in _attributes(element):
            if name == "style":
                asked = list(_in_style(value))
                yield from (f"a style would ask another host for {it}" for it in asked)
            elif not _is_harmless(element, name, value) and _mentions_host(value):
                yield f"<{element.name} {name}> would ask another host for {value[:80]}"
    for style in soup.find_all("style"):
        asked = list(_in_style(style.get_text()))
        yield from (f"a style would ask another host for {it}" for it in asked)
    for script in soup.find_all("script"):
        # JSON is data, but an import map is not.
        if not str(script.get("type", "")).endswith("json") and ASKING.search(script.get_text()):
            asked = IN_SCRIPT.findall(script.get_text())
            yield from (f"a script would ask another host for {it}" for it in asked)
    for note in soup.find_all(string=re.compile("xml-stylesheet")):
        if isinstance(note, ProcessingInstruction) and _mentions_host(note):
            yield f"a style would ask another host for {note[:80]}"


def _is_harmless(element: Tag, name: str, value: str) -> bool:
    """Whether an attribute may name another host, since nothing is fetched from there."""
    if name == "cite" or name.split(":")[0] == "xmlns":
        return True
    if element.name == "a":
        return name in CLICKED
    if element.name == "img":
        # A picture inside an address: its namespaces are names, and it can't fetch.
        return name == "src" and value.lstrip().lower().startswith("data:")
    if element.name == "meta":
        kind = str(element.get("http-equiv", "")).strip().lower()
        return name == "content" and kind != "refresh"
    relations = {it.lower() for it in element.get_attribute_list("rel") if it}
    return element.name == "link" and name == "href" and bool(relations) and relations <= SAYING


def _mentions_host(value: str) -> bool:
    """Whether a text holds another host's address, however it is broken up or escaped."""
    joined = _without_breaks(value)
    return any(MENTIONED.search(it) for it in (value, joined, _unescaped(value)))


def _unescaped(css: str) -> str:
    r"""A piece of a style with its escapes read: `\75` is u."""

    def character(found: re.Match[str]) -> str:
        code = int(found[1], 16) if found[1] else 0
        return chr(code) if 0 < code < 0x110000 else found[2] or ""

    return ESCAPE.sub(character, css)


def _in_style(css: str) -> Iterator[str]:
    """Every address of another host in a style sheet; one inside a data: address is a name."""
    for found in IN_STYLE.finditer(css):
        held = found["url"] or ("" if found["compared"] else found["string"]) or ""
        address = _without_breaks(_unescaped(held))
        if WHOLE.match(address) or address.lower().startswith("data:text/"):
            yield address[:80]
