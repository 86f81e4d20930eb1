"""What has no file in `docs/`: a page and a badge for each claim, a page for each checkpoint."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from claims._checkpoints.catalogue import catalogue, checkpoint
from claims._checkpoints.source import RECORDS
from claims._core.words import Verdict
from claims._views.badge import badge, badge_of
from claims._views.checkpoint_page import checkpoint_page
from claims._views.claim_page import claim_page
from claims._views.html import Html
from claims._views.in_results import checkpoint_in_results, claim_in_results
from claims._views.linked_data import linked_data
from claims._views.other_words import others
from claims._views.parts import WRONG
from claims._views.place import Place, page_of
from claims._views.recorded import recorded

CATALOGUE = RECORDS.with_name("catalogue.toml")


@dataclass(frozen=True)
class Generated:
    """A page's title, how it is drawn and described, and the file to edit, if it has one."""

    title: str
    draw: Callable[[Place], Html]
    describe: Callable[[Place], Html]  # for what shows no more of it, such as a search elsewhere
    data: Callable[[Place], Html] | None = None  # for machines, in the page's head
    source: str = ""
    boost: int = 1  # how far before other pages a search puts it
    tags: tuple[str, ...] = ()  # what else a search finds it by
    reads: frozenset[Path] = frozenset()  # what it shows besides the results


def generated(entries: Mapping[str, Mapping[str, Any]], docs: Path) -> dict[str, Generated]:
    """Every page to add to those in `docs`, by the path of the file that it stands for.

    Checkpoints have pages of their own below the page that shows them all.
    """
    made = {f"claims/{it}.md": _claim(it, entry) for it, entry in entries.items()}
    if (docs / "checkpoints.ipynb").exists():
        made |= {f"checkpoints/{it.id}.md": _checkpoint(it.id) for it in catalogue()}
    return made


def badges(entries: Mapping[str, Mapping[str, Any]]) -> dict[str, str]:
    """A badge beside each claim's page, and one for each verdict."""
    made: dict[str, str] = {
        f"{page_of(it)}badge.svg": badge_of(entry)
        for it, entry in entries.items()
        if "verdict" in entry  # a result of an older form says so on its page
    }
    return made | {f"badges/{it}.svg": badge(it) for it in Verdict}


def _claim(claim_id: str, entry: Mapping[str, Any]) -> Generated:
    draw = partial(claim_page, claim_id=claim_id)

    def describe(place: Place) -> Html:
        return claim_in_results(place.entry(claim_id))

    # Who looks for a wrong belief should meet that first.
    boost = 3 if entry.get("verdict") in WRONG else 2
    data = partial(linked_data, claim_id=claim_id)
    title = entry.get("statement", claim_id)
    source, words = f"claims/{claim_id}.py", tuple(others(title))
    return Generated(title, draw, describe, data, source, boost, words)


def _checkpoint(name: str) -> Generated:
    def draw(place: Place) -> Html:
        known = checkpoint(name)
        return checkpoint_page(place, known, recorded(known))

    def describe(_: Place) -> Html:
        known = checkpoint(name)
        return checkpoint_in_results(known, recorded(known))

    # Who types its name should meet that first, and not one of the many statements about it.
    reads = frozenset({CATALOGUE, RECORDS / f"{name}.toml"})
    return Generated(name, draw, describe, boost=3, reads=reads)
