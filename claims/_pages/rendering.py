"""Turning an executed notebook's HTML into a page: prose as it is, cells as their views."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from bs4 import BeautifulSoup, Tag

from claims._core.errors import Refused
from claims._pages.cells import Call, call_in
from claims._pages.page import cells, source
from claims._pages.references import resolve
from claims._views.calculator import calculator
from claims._views.card import card
from claims._views.checkpoints import checkpoints
from claims._views.code import highlighted
from claims._views.compare import compare
from claims._views.comparison import comparison
from claims._views.counterfactuals import counterfactuals
from claims._views.folklore import folklore
from claims._views.glance import glance
from claims._views.html import Html, join, tag
from claims._views.mutants import mutants
from claims._views.myth import myth
from claims._views.picture import picture
from claims._views.place import Place
from claims._views.refutations import refutations
from claims._views.running_costs import running_costs
from claims._views.slices import slices
from claims._views.statements import statements
from claims._views.survey import survey
from claims._views.tally import tally, tally_by_section
from claims._views.versions import versions
from claims._views.zoo import zoo


@dataclass(frozen=True)
class Rendered:
    """A page's HTML, and what each code cell put out when it was executed."""

    html: str
    outputs: list[str]
    problems: list[str]


def render(executed: str, path: Path, place: Place, titles: Mapping[str, str]) -> Rendered:
    """Keep the prose and what cells say; leave out the notebook's own styles and scripts."""
    codes = iter(cells(path))
    parts: list[str] = []
    outputs, problems = [], []
    for block in _blocks(executed):
        if block.prose is not None:
            prose, unknown = resolve(block.prose, place)
            parts.append(prose)
            problems += [f"{path.name}: unknown claim {it!r}" for it in unknown]
            continue
        code, output = source(next(codes)), block.output
        outputs.append(output)
        try:
            parts.append(_view(call_in(code), place, titles) or _plain(code, output))
        # A view under edit can raise anything; the rest of the page is still worth seeing.
        except Exception as error:
            problems.append(f"{path.name}: {told(error)}")
            parts.append(missing(told(error)))
    return Rendered("\n".join(parts), outputs, problems)


@dataclass(frozen=True)
class _Block:
    """A cell of a notebook: its prose, or what its code put out."""

    prose: Html | None = None
    output: str = ""


# A served page is drawn many times for each that it is executed.
@lru_cache(maxsize=32)
def _blocks(executed: str) -> tuple[_Block, ...]:
    soup = BeautifulSoup(executed, "lxml")
    return tuple(
        _Block(output=_output(it))
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


def _output(block: Tag) -> str:
    """What a code cell put out, as text, an output a line or more."""
    return "\n".join(it.get_text().strip() for it in block.select(".jp-OutputArea-output"))


def _plain(code: str, output: str) -> Html:
    """A cell that shows no view: its code and what it put out."""
    return join(
        highlighted(code), tag("pre", tag("code", output), class_="cell-output") if output else None
    )


def _view(call: Call | None, place: Place, titles: Mapping[str, str]) -> Html | None:
    """The view that a cell asks for; raises LookupError if it names what isn't there."""
    match call:
        case Call("card", claim_id):
            return card(place, claim_id)
        case Call("comparison", section, columns):
            return comparison(place, section, dict(columns))
        case Call("picture", name):
            return picture(place, name)
        case Call("tally", ""):
            return tally_by_section(place, titles)
        case Call("tally", section):
            return tally(place, place.section(section))
        case Call("glance"):
            return glance(place)
        case Call("myth", claim_id):
            return myth(place, claim_id)
        case Call("refutations"):
            return refutations(place)
        case Call("folklore"):
            return folklore(place)
        case Call("checkpoints"):
            return checkpoints(place)
        case Call("compare"):
            return compare(place)
        case Call("calculator"):
            return calculator(place)
        case Call("mutants"):
            return mutants(place)
        case Call("counterfactuals"):
            return counterfactuals()
        case Call("slices"):
            return slices(place)
        case Call("running_costs"):
            return running_costs(place)
        case Call("zoo"):
            return zoo()
        case Call("survey"):
            return survey()
        case Call("statements"):
            return statements(place, titles)
        case Call("versions"):
            return versions(place)
    return None
