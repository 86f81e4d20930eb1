"""Turning an executed notebook's HTML into a page: prose as it is, cells as their views."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from bs4 import BeautifulSoup, Tag

from claims._core.errors import Refused
from claims._pages.cells import Call, call_in
from claims._pages.references import resolve
from claims._views.card import card
from claims._views.code import highlighted
from claims._views.comparison import comparison
from claims._views.html import Html, join, tag
from claims._views.myth import myth
from claims._views.overview import overview
from claims._views.picture import picture
from claims._views.place import Place
from claims._views.tally import tally, tally_by_section


@dataclass(frozen=True)
class Rendered:
    """A page's HTML, and what each code cell put out when it was executed."""

    html: str
    outputs: list[str]
    problems: list[str]


def render(executed: str, path: Path, place: Place) -> Rendered:
    """Keep the prose and what cells say; leave out the notebook's own styles and scripts."""
    parts: list[str] = []
    outputs, problems = [], []
    for block in _blocks(executed):
        if block.prose is not None:
            prose, unknown = resolve(block.prose, place)
            parts.append(prose)
            problems += [f"{path.name}: unknown claim {it!r}" for it in unknown]
            continue
        outputs.append(block.output)
        try:
            parts.append(_view(call_in(block.code), place) or _plain(block.code, block.output))
        # A view under edit can raise anything; the rest of the page is still worth seeing.
        except Exception as error:
            problems.append(f"{path.name}: {told(error)}")
            parts.append(missing(told(error)))
    return Rendered("\n".join(parts), outputs, problems)


@dataclass(frozen=True)
class _Block:
    """A cell of a notebook: its prose, or its code and what that put out.

    The code is the one that was executed: the file may have been saved again since, with others.
    """

    prose: Html | None = None
    code: str = ""
    output: str = ""


# A served page is drawn many times for each that it is executed.
@lru_cache(maxsize=32)
def _blocks(executed: str) -> tuple[_Block, ...]:
    soup = BeautifulSoup(executed, "lxml")
    return tuple(
        _Block(code=_code(it), output=_output(it))
        if "jp-CodeCell" in it.get_attribute_list("class")
        else _Block(_prose(it))
        for it in soup.select(".jp-Notebook > .jp-Cell")
    )


def told(error: Exception) -> str:
    """An error in one line; a kind is named unless the words were written for whoever edits."""
    words = next(iter(str(error).strip().splitlines()), "")
    if isinstance(error, Refused) or (type(error) is LookupError and words):
        return words
    return f"{type(error).__name__}: {words}" if words else type(error).__name__


def problem(what: str, error: Exception) -> str:
    """An error with where it happened, which a refusal says by itself."""
    return str(error) if isinstance(error, Refused) else f"{what}: {told(error)}"


def banner(problems: Sequence[str]) -> Html:
    """Tell whoever is editing what a strict build would refuse."""
    if not problems:
        return Html("")
    lines = tag("ul", *(tag("li", it) for it in problems))
    return tag("aside", tag("b", "To be mended:"), lines, class_="banner", role="status")


def missing(words: str) -> Html:
    """What stands where nothing could be drawn; it can't be overlooked."""
    return tag("p", words, class_="missing")


def _prose(block: Tag) -> Html:
    """A Markdown cell; the sign after a heading becomes the theme's, and code scrolls as there."""
    soup = BeautifulSoup("", "lxml")
    for pre in block.select(".highlight > pre"):
        code = soup.new_tag("code")
        code.extend(list(pre.contents))
        pre.append(code)
    for sign in block.select("a.anchor-link"):
        sign["class"] = "headerlink"
        sign["title"] = "Permanent link"
    written = block.select_one(".jp-RenderedMarkdown")
    return Html(written.decode_contents().strip() if written else "")


def _code(block: Tag) -> str:
    """A code cell's source, as it is there to be copied."""
    source = block.select_one(".clipboard-copy-txt")
    return source.get_text() if source else ""


def _output(block: Tag) -> str:
    """What a code cell put out, as text, an output a line or more."""
    return "\n".join(it.get_text().strip() for it in block.select(".jp-OutputArea-output"))


def _plain(code: str, output: str) -> Html:
    """A cell that shows no view: its code and what it put out; nothing of an empty one."""
    if not code.strip():
        return Html("")
    return join(
        highlighted(code), tag("pre", tag("code", output), class_="cell-output") if output else None
    )


def _view(call: Call | None, place: Place) -> Html | None:
    """The view that a cell asks for; raises LookupError if it names what isn't there."""
    match call:
        case Call("card", claim_id):
            return card(place, claim_id)
        case Call("comparison", section, columns):
            return comparison(place, section, dict(columns))
        case Call("picture", name):
            return picture(place, name)
        case Call("tally", ""):
            return tally_by_section(place)
        case Call("tally", section):
            return tally(place, place.section(section))
        case Call("myth", claim_id):
            return myth(place, claim_id)
        case Call(name):
            return overview(place, name)
    return None
